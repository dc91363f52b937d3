"""What no accuracy shows, in numbers: what a biased collection teaches, and what a model remembers of its pictures.

Imports NumPy and `core.concepts` alone.
"""
