"""The screen Reinforcement: a grid world to build, values by planning, and values learned from what happens.

May import `core` and `pages.shared`; the mathematics is `core.concepts.reinforcement`.
Begin with `page.py`; `chart.py` sends every sweep or step and `chart.js` plays them on the grid of `grid.js`.
"""
