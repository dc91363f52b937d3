"""The screen Attention: words that look at one another, a model that writes, and one that fills gaps.

May import `core` and `pages.shared`; the mathematics is `core.concepts.attention`.
Begin with `page.py`; each view has a room (`words/`, `writing/`, `gap/`), and `signs.js` draws texts for two of them.
"""
