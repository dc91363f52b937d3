"""What every concept screen is made of: its scaffold, formulas as LaTeX and as HTML, and its notebook.

May import `core` and the rest of `pages.shared`.
Begin with `scaffold.py`, whose docstring shows a whole screen.
"""
