"""What happens inside a network with one picture: every layer, every map, and the sum behind every single value.

Begin with `trace.py`; `pixel.py` has the sums, `strongest.py` the training pictures that a map responds to most.
"""
