"""The screen Inside your network: every layer, map and value of a model for one picture, down to the sums.

May import `core`, `pages.server` and `pages.shared`.
Begin with `page.py`; `asking.py` has the questions to the worker, `maps.py` and `sums.py` show its answers.
"""
