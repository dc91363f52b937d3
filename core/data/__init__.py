"""What a dataset is: its manifest, the table of its pictures, decisions about them, and its splits.

May import `core.sketches` and the rooms below it; it knows no network and no run.
Begin with `datasets.py` (list, open, remove), then `index.py`; `intake/` makes datasets, `pixels/` reads pictures.
"""
