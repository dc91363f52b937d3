"""Decisions about pictures of a dataset from any screen: relabel, move, leave out, undo.

May import `core` and the rest of `pages.shared`.
Begin with `decide_together.py`.
"""
