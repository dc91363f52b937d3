"""Which pictures are copies of one another, whatever their files: resized, compressed, mirrored, cropped.

May import `core.data`. Begin with `groups.py`; `bands.py` finds candidates by their bits, `closer.py` compares them.
"""
