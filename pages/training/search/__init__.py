"""The screen Search: settings and numbers of a network varied by the machine, and what came of it.

May import `core` and `pages.shared`.
Begin with `page.py`; `form.py` asks, `trials_view.py` shows a search while it is at work and afterwards.
"""
