"""All that is computed of one set of predictions: figures with their intervals, by class and together.

Begin with `metrics.py` (`compute_report`), then `figure.py` (a value with its interval).
"""
