"""A picture's file without what it says about people and places: EXIF, GPS, XMP, IPTC, comments, previews.

Its pixels are not encoded again, and its orientation and colour profile stay. Begin with `strip.py`; each format has a
file of its own. May import what `core.data.pixels` may.
"""
