"""The drawing of the network, on which every number can be changed and the walk is played.

May import what `pages.concepts.backprop` may.
Begin with `diagram.py` (what is sent and heard), then `diagram.js`, which says what each other script is for.
"""
