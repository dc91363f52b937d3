"""Networks as descriptions in plain data: architectures, their layers, augmentation, and what they cost.

May import `core.data` and the rooms below it; no Keras, which only the worker has.
Begin with `architecture.py` (what a description is), then `catalogue.py` (which ones there are).
"""
