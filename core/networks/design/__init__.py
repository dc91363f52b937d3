"""Networks that a person designs: blocks as data, checked, and lowered to the layers that training and pages share.

May import the rest of `core.networks`; no Keras.
Begin with `blocks.py` (what there is), then `lowering.py` (from blocks to an `Architecture`, or to what does not fit).
"""
