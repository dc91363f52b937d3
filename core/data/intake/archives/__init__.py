"""From a zip, a tar or a 7z, and archives within, to files in a folder: nothing is trusted, nothing leads outside.

May import what `core.data.intake` may; of it `limits` and `walk`.
Begin with `unpacking.py`, then `zips.py` and `tars.py`; `sevens.py` makes a tar of a 7z, `members.py` says what
holds for a member of either, `journal.py` how one that was interrupted goes on.
"""
