"""The screen Evaluate: where a model errs, and how sure the numbers are.

May import `core` and `pages.shared`.
Begin with `page.py`.
"""
