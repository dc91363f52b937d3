"""Checks of single pictures, from what was measured while they were added. Begin in `measured.py`."""
