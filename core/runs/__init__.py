"""Runs: the folder of a training, its progress, its state, and the actions on it.

May import `core.jobs`, `core.specs` and the rooms below them; no Keras.
Begin with `folder.py` (the files), then `control.py` (pause, resume, stop).
"""
