"""What real runs and networks gave, recorded once by a benchmark of the same name; nothing here is computed or made up.

May import what `core.content` may. Begin with `three_ways.py`; each file reads the data file of its name.
"""
