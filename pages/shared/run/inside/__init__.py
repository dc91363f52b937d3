"""The replay of what went on inside a model: one slider, and five parts that it moves.

May import `core` and the rest of `pages.shared`; its scripts import those of `pages/shared`.
Begin with `replay_view.py` (what is sent), then `replay.js`; each part is a script of its own.
"""
