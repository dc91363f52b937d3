"""From a zip, a folder or a built-in set to a dataset, whatever it holds: nothing in it is trusted.

May import what `core.data` may; the rest of `core.data` does not import it.
Begin with `adding.py`, then `sources.py` (where pictures come from), `scan.py` (which files, of which class),
`records.py` (each file's record) and `attempt.py` (how an interrupted addition goes on).
"""
