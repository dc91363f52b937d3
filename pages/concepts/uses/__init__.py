"""The screen Where it is used: pictures, sound, text, and several of them together, each with something to try.

May import `core` and `pages.shared`.
Begin with `page.py`, then `pictures.py` and `sound.py`.
"""
