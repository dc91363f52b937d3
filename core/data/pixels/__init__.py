"""From the bytes of a picture to an array, in one way for training and for prediction.

May import what `core.data` may.
Begin with `decode.py`, which opens files (`opening/`) within limits (`memory/`), then `cache.py` and `batches.py`.
"""
