"""Reinforcement learning in a small grid world: values by planning, and values learned from what happens.

Imports NumPy and `core.concepts` alone. Begin with `world.py`, then `planning.py` and `q_learning.py`.
"""
