"""Recurrent networks: one cell used again at every character of a text, and the gradient's way back through time.

Imports NumPy and `core.concepts` alone. Begin with `cells.py`, then `unrolled.py` and `text_training.py`.
"""
