"""Operators that move values and compute nothing."""

from collections.abc import Mapping

import numpy as np
import onnx

from core.explain.gradients.rules.rule import Gradients, Rule
from core.explain.gradients.tape import Tape, read_attributes


def _pass_on(node: onnx.NodeProto, gradient: str, _tape: Tape) -> Gradients:
    return {node.input[0]: gradient}


def _reshape_back(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    return {node.input[0]: tape.reshape_like(gradient, node.input[0])}


def _transpose(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    order = read_attributes(node)["perm"]
    return {node.input[0]: tape.write("Transpose", gradient, perm=np.argsort(order).tolist())}


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


PLACES: Mapping[str, Rule] = {
    "Cast": _pass_on,
    "Flatten": _reshape_back,
    "Identity": _pass_on,
    "Pad": _pad,
    "Reshape": _reshape_back,
    "Squeeze": _reshape_back,
    "Transpose": _transpose,
    "Unsqueeze": _reshape_back,
}
