"""A training as people and programs see it: its folder, its progress, its life, and what can be done with it.

May import `core.jobs`, `core.specs` and the rooms below them; no Keras.
Begin with `folder.py` (what lies where), then `control.py` (start, pause, resume, stop).
"""
