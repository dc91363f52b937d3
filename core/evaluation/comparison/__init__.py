"""Two or more models held against each other: what was asked of them, which is better, and on which pictures.

Begin with `compare.py` (runs side by side), then `changed.py` (picture by picture).
"""
