"""The line of jobs that wait or work: a ticket each, and the order in which owners get their turns.

May import `core.jobs.folder` and `core.jobs.lanes`. Begin with `tickets.py`; `core.jobs.queue` lets jobs start.
"""
