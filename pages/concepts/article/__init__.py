"""The screen The article, corrected: every printed number beside the right one.

May import `core` and `pages.shared`; the mathematics is `core.concepts.article`.
Begin with `page.py`, then `corrections.py` (the table) and `one_update.py` (the picture).
"""
