"""What exports need of TensorFlow: files in its formats, and the answers of such files, each a process of its own.

Begin with `answers.py`; `core.export.keras_process` starts them.
"""
