"""The screen How a network learns: one training, walked through by stage and scrubbed by epoch.

May import `core` and `pages.shared`; the mathematics is `core.concepts.learning`.
Begin with `page.py`; `chart.py` sends the numbers and `chart.js` draws them with the scripts beside it.
"""
