"""A training script, and the same as a notebook, that repeat a run without this program.

What they compute is taken from this program's own files, so that it stays the same; see `source.py`. Begin with
`training_script.py`, which puts the parts together.
"""
