"""The first screen: the ways in as small moving pictures, the next concept, and the last runs.

May import `core` and `pages.shared`.
Begin with `page.py`, then `ways.py`; `miniature.js` plays what `recorded.js` holds.
"""
