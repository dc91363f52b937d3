"""What a rule of differentiation is."""

from collections.abc import Callable, Mapping

import onnx

from core.explain.gradients.tape import Tape

Gradients = Mapping[str, str]  # by the input's name, the name of its gradient
Rule = Callable[[onnx.NodeProto, str, Tape], Gradients]
