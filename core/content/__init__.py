"""Facts that come with the program: what was recorded, years and machines, and the names of ImageNet's classes.

May import `core.i18n` and what is as low; no other room.
Begin with `recorded/` (runs that pages show), then `milestones.py`.
"""
