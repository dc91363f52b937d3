"""Making a dataset better: checks that find problems, decisions about pictures, and labels that the rest contradicts.

May import `core.backbone`, `core.data` and the rooms below them; no Keras.
Begin with `checks/` (one file a check, in a registry), then `deciding/decide.py` (decisions and their undo).
"""
