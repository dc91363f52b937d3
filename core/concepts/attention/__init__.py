"""Attention and the Transformer: one head and several, positions, a block, and a small model of characters.

Imports NumPy and `core.concepts` alone. Begin with `heads.py`, then `transformer.py`; `characters.py` is the model that
ships, and `benchmarks/character_model.py` trains it with the backward pass that lies here.
"""
