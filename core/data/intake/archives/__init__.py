"""From a zip or a tar, and archives within, to files in a folder: nothing in it is trusted, and nothing leads outside.

May import what `core.data.intake` may; of it `limits` and `walk`.
Begin with `unpacking.py`, then `zips.py` and `tars.py`; `members.py` says what holds for a member of either,
`journal.py` how one that was interrupted goes on.
"""
