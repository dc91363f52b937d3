"""A concept screen as a notebook that computes the same numbers with NumPy alone.

Its code is that of the library, most of it of `core.concepts`, taken from the files themselves; see `closure.py`. Begin
with `lesson.py`.
"""
