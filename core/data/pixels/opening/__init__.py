"""From the bytes of a file to an opened picture, and from that to upright pixels in sRGB.

Begin with `formats.py` (what is read, and how), then `upright.py` (its pixels) and `colours.py` (what they mean).
"""
