"""The worker's side of a job: it takes one, does its work, hears what is asked of it, and says how it ended.

May import all of `core.jobs` but the launchers' members. Begin with `context.py`, which is what work gets to see.
"""
