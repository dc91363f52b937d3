"""The gradient of a network as an ONNX graph, made from the network's own ONNX file: no Keras, no training framework.

Begin with `differentiate.py`; `rules.py` has a rule an operator, `network.py` is what the methods ask.
"""
