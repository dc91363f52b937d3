"""Labels that the rest of a dataset contradicts: found, and what deciding about them changes.

May import what `core.curation` may.
Begin with `label_check.py`; `suspects.py` has the method.
"""
