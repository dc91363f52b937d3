"""The worker's side of a job: do the work, obey requests, and write how it ended.

May import all of `core.jobs` except the individual launchers. Begin with `context.py`, the argument of every job.
"""
