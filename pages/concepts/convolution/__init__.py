"""The screen Convolution and pooling: one window that slides over a picture, and what a stack of windows sees.

May import `core` and `pages.shared`; the mathematics is `core.concepts.convolution`.
Begin with `page.py`, then `picture/` (the sliding window) and `field/` (the receptive field).
"""
