"""From descriptions and specs to Keras models and back to files: building, compiling, feeding and exporting.

May import whatever `core.training` may; it knows no run, no job and no process.
Begin with `compiling.py` (from a spec to a model), then `build.py` and `model_files.py`.
"""
