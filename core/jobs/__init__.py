"""Work that outlives a page: what a job is, its folder, the queue, the launchers that start it, its worker's side.

May import what lies below it, and knows nothing of any kind of work: the rooms above register theirs (`kind.py`).
Begin with `kind.py` (what can be done), `folder.py` (one job on disk), `control.py` (what people do with it).
"""
