"""How weights go downhill: the surfaces, the optimisers, their race, and the reader's own formula of a surface.

Imports NumPy and `core.concepts` alone. Begin with `optimizers.py`.
"""
