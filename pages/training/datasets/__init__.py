"""The screen Datasets: add one, look at it, check it, and decide about its pictures.

May import `core` and `pages.shared`.
Begin with `page.py`, then `adding/` (the form) and `gallery/`.
"""
