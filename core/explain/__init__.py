"""Explanations of a model's answer, without Keras: which pixels speak for a class, and how far to trust that.

Begin with `method.py` (what an explanation is) and `explain.py` (compute one). `gradients/` differentiates a model's
ONNX file, `methods/` has a file a method, `overlay.py` lays the result on the picture.
`desk/` is how a page asks a worker that stays alive between two questions, `serving/` that
worker. May import everything below it.
"""
