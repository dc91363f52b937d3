"""Operators that make one value of many: products with matrices, means and maxima."""

from collections.abc import Mapping, Sequence
from math import prod

import numpy as np
import onnx

from core.explain.gradients.rules.rule import Gradients, Rule
from core.explain.gradients.tape import Tape, read_attributes, read_axes


def _gemm(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    attributes = read_attributes(node)
    turned = 0 if attributes.get("transB", 0) else 1
    scaled = attributes.get("alpha", 1.0)
    return {node.input[0]: tape.write("Gemm", gradient, node.input[1], transB=turned, alpha=scaled)}


def _matrix_product(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    """Of a product with constant weights; those of a flat input are not copied, since they may be 100 MB."""
    source, weights = node.input
    if len(tape.shapes[source]) == 2:
        return {source: tape.write("Gemm", gradient, weights, transB=1)}
    return {source: tape.write("MatMul", gradient, tape.constant(tape.constants[weights].T))}


def _mean(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    source = node.input[0]
    axes = read_axes(node, tape, len(tape.shapes[source]))
    return {source: _spread(tape, source, _keep_axes(node, gradient, tape, axes), axes)}


def _average_of_map(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    source = node.input[0]
    return {source: _spread(tape, source, gradient, range(2, len(tape.shapes[source])))}


def _spread(tape: Tape, source: str, gradient: str, axes: Sequence[int]) -> str:
    """The same share of the gradient for all values along the axes, whose length it has as one."""
    share = tape.write("Mul", gradient, tape.constant(1 / prod(tape.shapes[source][axis] for axis in axes)))
    return tape.write("Expand", share, tape.write("Shape", source))


def _maximum(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    source = node.input[0]
    axes = read_axes(node, tape, len(tape.shapes[source]))
    largest, shared = (_keep_axes(node, name, tape, axes) for name in (node.output[0], gradient))
    return {source: _give_to_largest(tape, source, largest, shared, axes)}


def _maximum_of_map(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    source = node.input[0]
    axes = range(2, len(tape.shapes[source]))
    return {source: _give_to_largest(tape, source, node.output[0], gradient, axes)}


def _give_to_largest(tape: Tape, source: str, largest: str, gradient: str, axes: Sequence[int]) -> str:
    """The gradient where the largest value is; several of that size share it."""
    is_largest = tape.write("Cast", tape.write("Equal", source, largest), to=onnx.TensorProto.FLOAT)
    count = tape.write("ReduceSum", is_largest, tape.constant(list(axes), np.int64), keepdims=1)
    return tape.write("Mul", is_largest, tape.write("Div", gradient, count))


def _keep_axes(node: onnx.NodeProto, name: str, tape: Tape, axes: Sequence[int]) -> str:
    """A tensor of the shape of the node's output, with those axes that the node has dropped."""
    if read_attributes(node).get("keepdims", 1):
        return name
    return tape.write("Unsqueeze", name, tape.constant(list(axes), np.int64))


REDUCTIONS: Mapping[str, Rule] = {
    "Gemm": _gemm,
    "GlobalAveragePool": _average_of_map,
    "GlobalMaxPool": _maximum_of_map,
    "MatMul": _matrix_product,
    "ReduceMax": _maximum,
    "ReduceMean": _mean,
}
