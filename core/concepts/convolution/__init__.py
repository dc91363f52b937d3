"""Convolution and pooling: one small window that slides over a picture, forward and backward.

Imports NumPy and `core.concepts` alone. Begin with `sliding.py`; `window_trace.py` holds all numbers of one moment.
"""
