"""The screen Instant classifier: collect a few photos and have a classifier at once.

May import `core` and `pages.shared`.
Begin with `page.py`, then `collection.py` (the photos).
"""
