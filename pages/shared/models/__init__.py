"""The choice of a model and of its positive class, its card, and what is said beside its figures.

May import `core` and the rest of `pages.shared`. Begin with `model_choice.py`.
"""
