"""Labels that no folder says: in a table beside the pictures, or in the names of the files.

May import what `core.data.intake` may. Begin with `table.py` (reads CSV and JSON), then `columns.py` and `match.py`.
"""
