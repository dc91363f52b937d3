"""The screen Activations: value and slope of a function, and what the slope leaves of a gradient.

May import `core` and `pages.shared`; the mathematics is `core.concepts.slopes`.
Begin with `page.py`; `chart.py` sends the numbers and `chart.js` draws them.
"""
