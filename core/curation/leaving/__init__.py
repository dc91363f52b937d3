"""How a decided dataset leaves: as folders, as a zip, or into a new dataset that has more pictures.

May import what `core.curation` may.
Begin with `export_folders.py`.
"""
