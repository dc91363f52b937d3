"""The screen Instant classifier: collect a few photos and have a classifier at once.

May import `core` and `pages.shared`.
Begin with `page.py`; the photos are `pages/shared/pictures/collection.py`, which adding a dataset shows too.
"""
