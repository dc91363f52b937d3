"""Background jobs that outlive a page: their folders, their queue, the launchers that start them, and their workers.

May import the rooms below it, and knows no particular kind of work: the rooms above register theirs (`kind.py`).
Begin with `kind.py` (kinds of work), `folder.py` (a job on disk), `control.py` (start, pause, cancel).
"""
