"""Decisions about pictures, one or many in a step; what is safe to mend; the journal by which a step is undone.

May import what `core.curation` may.
Begin with `decide.py`.
"""
