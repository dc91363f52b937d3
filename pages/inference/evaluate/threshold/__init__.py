"""The threshold and the reject zone: sliders that drive a histogram, a matrix, the scores and the cost in the browser.

May import `core` and `pages.shared`.
Begin with `section.py` (state, and what is kept), then `board.js` (what the browser draws while a slider is dragged).
"""
