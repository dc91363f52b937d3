"""The screen Explain: which parts of a picture speak for a class, and how far to trust that.

May import `core` and `pages.shared`.
Begin with `page.py`, then `explained.py`; `overlay.js` lays the colours over the picture.
"""
