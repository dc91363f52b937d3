"""Operators that compute each value from the values at its place: sums, products and functions of one number."""

from collections.abc import Callable, Mapping
from math import sqrt

import numpy as np
import onnx

from core.explain.gradients.rules.rule import Gradients, Rule
from core.explain.gradients.tape import Tape, read_attributes

ERF_SLOPE = 2 / sqrt(np.pi)
BATCH_NORMALIZATION_EPSILON = 1e-5  # ONNX's default


def _add(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    return _share_out(node, tape, lambda place: gradient)


def _subtract(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    return _share_out(node, tape, lambda place: tape.write("Neg", gradient) if place else gradient)


def _multiply(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    return _share_out(node, tape, lambda place: tape.write("Mul", gradient, node.input[1 - place]))


def _divide(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    def compute(place: int) -> str:
        of_above = tape.write("Div", gradient, node.input[1])
        return tape.write("Neg", tape.write("Mul", of_above, node.output[0])) if place else of_above

    return _share_out(node, tape, compute)


def _share_out(node: onnx.NodeProto, tape: Tape, compute: Callable[[int], str]) -> Gradients:
    """The gradients of the two inputs of an operator that broadcasts; `compute` writes that of one of them."""
    found: dict[str, str] = {}
    for place, name in enumerate(node.input):
        if name in tape.dependent:
            gradient = tape.sum_to_shape(compute(place), name, node.output[0])
            found[name] = tape.write("Add", found[name], gradient) if name in found else gradient
    return found


def _negate(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    return {node.input[0]: tape.write("Neg", gradient)}


def _relu(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    positive = tape.write("Greater", node.output[0], tape.constant(0.0))
    return {node.input[0]: tape.gate(gradient, positive)}


def _clip(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    """Where nothing was clipped; one comparison with the result costs half as much as two with the limits."""
    return {node.input[0]: tape.gate(gradient, tape.write("Equal", node.input[0], node.output[0]))}


def _sigmoid(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    rest = tape.write("Sub", tape.constant(1.0), node.output[0])
    return {node.input[0]: tape.write("Mul", gradient, tape.write("Mul", node.output[0], rest))}


def _erf(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    square = tape.write("Mul", node.input[0], node.input[0])
    slope = tape.write("Mul", tape.write("Exp", tape.write("Neg", square)), tape.constant(ERF_SLOPE))
    return {node.input[0]: tape.write("Mul", gradient, slope)}


def _square_root(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    half = tape.write("Mul", gradient, tape.constant(0.5))
    return {node.input[0]: tape.write("Div", half, node.output[0])}


def _reciprocal(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    square = tape.write("Mul", node.output[0], node.output[0])
    return {node.input[0]: tape.write("Neg", tape.write("Mul", gradient, square))}


def _batch_normalization(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    scale, variance = tape.constants[node.input[1]], tape.constants[node.input[4]]
    epsilon = read_attributes(node).get("epsilon", BATCH_NORMALIZATION_EPSILON)
    factor = scale / np.sqrt(variance + epsilon)
    rank = len(tape.shapes[node.input[0]])
    by_channel = tape.constant(factor.reshape(1, -1, *[1] * (rank - 2)))
    return {node.input[0]: tape.write("Mul", gradient, by_channel)}


VALUES: Mapping[str, Rule] = {
    "Add": _add,
    "BatchNormalization": _batch_normalization,
    "Clip": _clip,
    "Div": _divide,
    "Erf": _erf,
    "Mul": _multiply,
    "Neg": _negate,
    "Reciprocal": _reciprocal,
    "Relu": _relu,
    "Sigmoid": _sigmoid,
    "Sqrt": _square_root,
    "Sub": _subtract,
}
