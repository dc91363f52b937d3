"""Designs as files: read with sentences for what is wrong, kept by name and version, and written into a link.

May import what `core.specs` may. Begin with `design_file.py`.
"""
