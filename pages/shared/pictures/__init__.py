"""Pictures of a dataset or a person on any screen: small, in a grid, and with words beside them.

May import `core` and the rest of `pages.shared`.
Begin with `gallery.py`; `gallery.js` draws what it sends. `collection.py` collects pictures class by class.
"""
