"""The receptive field, drawn in the browser: levels of cells, and which of them one value depends on.

Begin with `field.py`, which sends the numbers; `field.js` draws them.
"""
