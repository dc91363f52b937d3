"""The screen How it grew: a line of works from 1958 on, and how large networks became.

May import `core` and `pages.shared`; the facts are `core.content.milestones`.
Begin with `page.py`.
"""
