"""The derivative of every operator that our networks are made of, written as operators again.

A rule gets the node, the name of the gradient of its output and the tape; it returns the gradients of those inputs that
depend on the picture. Where a function has a corner, the rule does what TensorFlow does: the slope of ReLU at 0 is 0,
and of equal values in a pooling window the first one gets the gradient.
"""

from collections.abc import Callable, Mapping
from math import prod, sqrt

import numpy as np
import onnx

from core.explain.gradients.tape import Tape, read_attributes, read_axes

Gradients = Mapping[str, str]  # by the input's name, the name of its gradient
Rule = Callable[[onnx.NodeProto, str, Tape], Gradients]

ERF_SLOPE = 2 / sqrt(np.pi)
BATCH_NORMALIZATION_EPSILON = 1e-5  # ONNX's default


def _pass_on(node: onnx.NodeProto, gradient: str, _tape: Tape) -> Gradients:
    return {node.input[0]: gradient}


def _reshape_back(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    return {node.input[0]: tape.reshape_like(gradient, node.input[0])}


def _transpose(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    order = read_attributes(node)["perm"]
    return {node.input[0]: tape.write("Transpose", gradient, perm=np.argsort(order).tolist())}


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


def _mean(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    source = node.input[0]
    shape = tape.shapes[source]
    axes = read_axes(node, tape, len(shape))
    if not read_attributes(node).get("keepdims", 1):
        gradient = tape.write("Unsqueeze", gradient, tape.constant(axes, np.int64))
    share = tape.write("Mul", gradient, tape.constant(1 / prod(shape[axis] for axis in axes)))
    return {source: tape.write("Expand", share, tape.write("Shape", source))}


def _average_of_map(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    source = node.input[0]
    share = tape.write("Mul", gradient, tape.constant(1 / prod(tape.shapes[source][2:])))
    return {source: tape.write("Expand", share, tape.write("Shape", source))}


def _pad(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    source = node.input[0]
    pads = read_attributes(node).get("pads") or tape.constants[node.input[1]].tolist()
    rank = len(tape.shapes[source])
    before = pads[:rank]
    axes = [axis for axis in range(rank) if before[axis] or pads[rank + axis]]
    if not axes:
        return {source: gradient}
    starts = [before[axis] for axis in axes]
    ends = [before[axis] + tape.shapes[source][axis] for axis in axes]
    bounds = (tape.constant(numbers, np.int64) for numbers in (starts, ends, axes))
    return {source: tape.write("Slice", gradient, *bounds)}


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


def _batch_normalization(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    scale, variance = tape.constants[node.input[1]], tape.constants[node.input[4]]
    epsilon = read_attributes(node).get("epsilon", BATCH_NORMALIZATION_EPSILON)
    factor = scale / np.sqrt(variance + epsilon)
    rank = len(tape.shapes[node.input[0]])
    by_channel = tape.constant(factor.reshape(1, -1, *[1] * (rank - 2)))
    return {node.input[0]: tape.write("Mul", gradient, by_channel)}


def _max_pool(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    """Give the gradient to the place that held the largest value; `differentiate` has the node say which it was."""
    attributes = read_attributes(node)
    kernel, strides = attributes["kernel_shape"], attributes.get("strides")
    if list(kernel) != list(strides or ()) or any(attributes.get("pads", ())):
        raise NotImplementedError("MaxPool with overlapping windows")
    source = node.input[0]
    places = tape.write("Shape", source)
    back = tape.write("MaxUnpool", gradient, node.output[1], places, kernel_shape=kernel, strides=strides)
    return {source: back}


def _convolution(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    """The transposed convolution; with a stride of one it is a convolution with the kernel turned by 180 degrees."""
    source, attributes = node.input[0], read_attributes(node)
    kernel = tape.constants[node.input[1]]
    height, width = tape.shapes[source][2:]
    strides = attributes.get("strides", [1, 1])
    pads = _find_pads(attributes, kernel.shape[2:], (height, width), tape.shapes[node.output[0]][2:])
    if any(step != 1 for step in attributes.get("dilations", [1, 1])):
        raise NotImplementedError("Conv with dilation")
    groups = attributes.get("group", 1)
    if list(strides) == [1, 1] and groups in (1, kernel.shape[0]) and kernel.shape[1] in (1, tape.shapes[source][1]):
        return {source: _convolve_back(tape, gradient, kernel, pads, groups)}
    after = tape.shapes[node.output[0]][2:]
    extra = [
        before - ((out - 1) * step - low - high + side)
        for before, out, step, low, high, side in zip(
            (height, width), after, strides, pads[:2], pads[2:], kernel.shape[2:], strict=True
        )
    ]
    back = tape.write(
        "ConvTranspose", gradient, node.input[1],
        strides=strides, pads=pads, group=groups, output_padding=extra, kernel_shape=list(kernel.shape[2:]),
    )  # fmt: skip
    return {source: back}


def _convolve_back(tape: Tape, gradient: str, kernel: np.ndarray, pads: list[int], groups: int) -> str:
    turned = kernel[:, :, ::-1, ::-1]
    if groups == 1:
        turned = turned.transpose(1, 0, 2, 3)
    sides = [*kernel.shape[2:], *kernel.shape[2:]]
    around = [side - 1 - pad for side, pad in zip(sides, pads, strict=True)]
    return tape.write("Conv", gradient, tape.constant(turned), pads=around, group=groups, strides=[1, 1])


def _find_pads(
    attributes: Mapping[str, object], sides: tuple[int, ...], before: tuple[int, ...], after: tuple[int, ...]
) -> list[int]:
    """The zeros around the picture (top, left, bottom, right), also where the node only says "same"."""
    said = attributes.get("auto_pad", b"NOTSET")
    if said in (b"NOTSET", b"VALID"):
        return list(attributes.get("pads", [0, 0, 0, 0]))  # type: ignore[call-overload, no-any-return]
    strides: list[int] = attributes.get("strides", [1, 1])  # type: ignore[assignment]
    missing = [
        max(0, (out - 1) * step + side - length)
        for out, step, side, length in zip(after, strides, sides, before, strict=True)
    ]
    low = [total // 2 if said == b"SAME_UPPER" else total - total // 2 for total in missing]
    return [*low, *(total - less for total, less in zip(missing, low, strict=True))]


RULES: Mapping[str, Rule] = {
    "Add": _add,
    "BatchNormalization": _batch_normalization,
    "Cast": _pass_on,
    "Clip": _clip,
    "Conv": _convolution,
    "Div": _divide,
    "Erf": _erf,
    "Flatten": _reshape_back,
    "Gemm": _gemm,
    "GlobalAveragePool": _average_of_map,
    "Identity": _pass_on,
    "MatMul": _matrix_product,
    "MaxPool": _max_pool,
    "Mul": _multiply,
    "Neg": _negate,
    "Pad": _pad,
    "Reciprocal": _reciprocal,
    "ReduceMean": _mean,
    "Relu": _relu,
    "Reshape": _reshape_back,
    "Sigmoid": _sigmoid,
    "Sqrt": _square_root,
    "Squeeze": _reshape_back,
    "Sub": _subtract,
    "Transpose": _transpose,
    "Unsqueeze": _reshape_back,
}
