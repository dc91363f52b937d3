"""What the rules of differentiation read and write: shapes, constants, and the nodes of the backward pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

Shape = tuple[int, ...]


@dataclass
class Tape:
    """Collects the nodes of a backward pass.

    Attributes:
        shapes: of every tensor of the forward pass, with a batch of one picture.
        constants: the values of the model's initializers, by name.
        dependent: the tensors whose gradients are wanted: those that follow from the one that is differentiated for.
        nodes: written so far, in the order in which they are to be computed.
        initializers: the constants that the new nodes need.

    """

    shapes: Mapping[str, Shape]
    constants: Mapping[str, np.ndarray]
    dependent: frozenset[str]
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    initializers: dict[str, onnx.TensorProto] = field(default_factory=dict)

    def write(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """Add a node with one output; return the output's name."""
        name = f"gradient/{len(self.nodes)}/{operator}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name=name, **attributes))
        return name

    def constant(self, value: Any, dtype: type = np.float32) -> str:
        """Add a constant; return its name."""
        name = f"gradient/constant/{len(self.initializers)}"
        array = np.ascontiguousarray(value, dtype=dtype).reshape(np.shape(value))
        self.initializers[name] = numpy_helper.from_array(array, name)
        return name

    def reshape_like(self, gradient: str, tensor: str) -> str:
        """The gradient in the shape of a tensor of the forward pass."""
        return self.write("Reshape", gradient, self.write("Shape", tensor))

    def sum_to_shape(self, gradient: str, tensor: str, output: str) -> str:
        """Undo broadcasting: sum the gradient of `output` over every axis along which `tensor` was repeated."""
        small, large = self.shapes[tensor], self.shapes[output]
        missing = len(large) - len(small)
        padded = (1,) * missing + small
        repeated = [axis for axis, (a, b) in enumerate(zip(padded, large, strict=True)) if a == 1 and b != 1]
        if repeated:
            gradient = self.write("ReduceSum", gradient, self.constant(repeated, np.int64), keepdims=1)
        return self.reshape_like(gradient, tensor) if missing else gradient

    def gate(self, gradient: str, condition: str) -> str:
        """The gradient where the condition holds, else zero."""
        return self.write("Mul", gradient, self.write("Cast", condition, to=onnx.TensorProto.FLOAT))


def read_attributes(node: onnx.NodeProto) -> dict[str, Any]:
    """The attributes of a node as Python values."""
    return {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}


def read_axes(node: onnx.NodeProto, tape: Tape, rank: int) -> Sequence[int]:
    """The axes of a reduction, not negative; newer operator sets give them as an input, older ones as an attribute."""
    axes = read_attributes(node).get("axes")
    if axes is None and len(node.input) > 1:
        axes = tape.constants[node.input[1]].tolist()
    return [axis % rank for axis in (axes if axes is not None else range(rank))]
