"""One step of training as a list of pages: laws in symbols, laws with numbers, and their proofs.

May import what `pages.concepts.backprop` may; it draws nothing.
Begin with `steps.py` (the order), then `forward.py` and `backward.py` (the laws).
"""
