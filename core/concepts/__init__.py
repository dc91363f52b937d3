"""The mathematics of the concept screens, each idea in a file that is short enough to teach from.

May import NumPy and nothing else of ours, so that a test can hold it against a reference.
Begin with `activations.py` and `network.py` (forward, backward, update).
"""
