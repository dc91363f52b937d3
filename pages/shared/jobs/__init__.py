"""What people see of work that takes a while: a part of a page that starts it, the strip on every page, its words.

May import `core` and the rest of `pages.shared`. Begin with `job_section.py`.
"""
