"""Pretrained networks without Keras: their weights, their ONNX form, the features they see, and heads on features.

May import `core.networks`, `core.data` and the rooms below them.
Begin with `features.py` (from pictures to features), then `onnx_form.py` (where the network comes from).
"""
