"""The screen Transfer learning: three ways to a classifier on the same photos, and one picture through the head.

May import `core` and `pages.shared`; the recorded runs are `core.content.recorded.three_ways`.
Begin with `page.py`.
"""
