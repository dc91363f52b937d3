"""The screen Optimisers: a race down one landscape, and every number of each step.

May import `core` and `pages.shared`; the mathematics is `core.concepts.descent`.
Begin with `page.py`, then `race/` (the picture).
"""
