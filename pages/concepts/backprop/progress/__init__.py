"""What updates have done to the network of the screen Forward and backward.

May import `core` and `pages.shared`; the mathematics is `core.concepts.progress`.
Begin with `progress.py`, which sends the numbers; `progress.js` draws them.
"""
