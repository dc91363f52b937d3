"""One run on any screen: its state, its curves, its buttons, and what its curves mean.

May import `core` and the rest of `pages.shared`.
Begin with `run_view.py`, then `run_story.py` (what stands below the curves).
"""
