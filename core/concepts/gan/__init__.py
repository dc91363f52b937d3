"""A generative adversarial network in the plane: two networks, one that makes points and one that tells them apart.

Imports NumPy and `core.concepts` alone. Begin with `game.py`; `targets.py` are the points that are to be imitated.
`pages/concepts/gan/game.js` plays the same game in the browser, and a test holds it against this one.
"""
