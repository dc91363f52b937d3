"""What every concept screen is made of: its scaffold, and formulas as LaTeX and as HTML.

May import `core` and the rest of `pages.shared`.
Begin with `scaffold.py`, whose docstring shows a whole screen.
"""
