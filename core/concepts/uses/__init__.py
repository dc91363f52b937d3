"""What networks are used for beside single pictures: sound as a picture, and windows that slide over a large one.

May import NumPy alone. Begin with `spectrogram.py`.
"""
