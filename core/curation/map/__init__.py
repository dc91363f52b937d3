"""A map of a dataset: every picture a point, those that look alike close together.

May import what `core.curation` may.
Begin with `picture_map.py`; `projection.py` has the mathematics.
"""
