"""How a training is saved while it goes on, so that a crash or a pause loses nothing.

May import whatever `core.training` may; it knows Keras through callbacks and arrays.
Begin with `keeper.py` (the callback), then `checkpoint.py` (the file).
"""
