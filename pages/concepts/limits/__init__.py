"""The screen What is hard: a biased dataset, what a model remembers, the black box, and what it costs.

May import `core` and `pages.shared`; the numbers are `core.inference.examples.snow` and `core.concepts.limits`.
Begin with `page.py`, then `bias.py` and `privacy.py`.
"""
