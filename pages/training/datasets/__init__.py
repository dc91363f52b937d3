"""The screen Datasets: add one, look at it, check it, and decide about its pictures.

May import `core` and `pages.shared`.
Begin with `page.py`, then `form.py` (adding) and `view.py` (looking).
"""
