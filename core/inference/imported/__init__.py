"""Models that were made elsewhere: bundles of this program, of which the ONNX file alone is taken.

Nothing of them runs in this process. Begin with `importing.py` (from a file to a model), then `apart.py` (the process
with limits that answers) and `onnx_check.py` (what that process refuses before it loads anything).
"""
