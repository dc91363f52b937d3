"""The screen Compare: several runs beside each other.

May import `core` and `pages.shared`.
Begin with `page.py`.
"""
