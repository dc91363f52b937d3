"""The picture of the race: three views of one landscape, a clock, and the rule of one optimiser.

May import what `pages.concepts.optimizers` may.
Begin with `race.py` (what is sent and heard), then `race.js`; each view is a script in `views/`.
"""
