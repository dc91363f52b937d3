"""The screens that ask a model: predict pictures, and evaluate on a test split.

A screen may import `core` and `pages.shared`; never the other screen.
Begin with `predict/page.py`.
"""
