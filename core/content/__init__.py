"""Facts that were recorded once and come with the program: runs that pages show, and the names of ImageNet's classes.

May import `core.i18n` and what is as low; no other room.
Begin with `three_ways.py`; each file reads the data file of its name.
"""
