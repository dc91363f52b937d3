"""The screens from pictures to a model: datasets, the instant classifier, training, runs, and their comparison.

A screen may import `core` and `pages.shared`; never another screen.
Begin with `train/page.py` or `datasets/page.py`.
"""
