"""The screen Predict: what a model says of pictures, and whether it knows pictures like them.

May import `core` and `pages.shared`.
Begin with `page.py`, then `familiarity.py`.
"""
