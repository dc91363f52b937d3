"""Files that leave with an export and run without this program; nothing of `core` is imported in them.

`predict.py` goes into every bundle as it is; `pictures.py` is a part of it and of every training script.
"""
