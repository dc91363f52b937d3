"""What can be asked of a search: which settings vary between which limits, for how long, and for what.

May import what `core.specs` may. Begin with `space.py`, then `search_spec.py`.
"""
