"""The screen Runs: all runs, and what can be done with them.

May import `core` and `pages.shared`.
Begin with `page.py`.
"""
