"""From the bytes of a picture to an array, in one way for training and for prediction.

May import what `core.data` may.
Begin with `decode.py`, then `cache.py` (decoded once) and `batches.py` (in which order).
"""
