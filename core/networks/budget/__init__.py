"""What a network costs, computed from its description: parameters, operations, memory, and how far each layer sees.

May import the rest of `core.networks`; no Keras.
Begin with `budget.py`.
"""
