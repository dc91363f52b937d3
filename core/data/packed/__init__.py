"""The files of a dataset while it is made, in about 90 bytes each where records take 330.

May import `core.data.index`. Begin with `packed_records.py`; `packed_texts.py` holds paths, `file_numbers.py` tells
identical files.
"""
