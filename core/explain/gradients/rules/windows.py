"""Operators that slide a window over maps: convolutions and poolings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import onnx

from core.explain.gradients.rules.rule import Gradients, Rule
from core.explain.gradients.tape import Tape, read_attributes

NO_PLACE = -1  # of a part of a window that lies beyond the map


@dataclass(frozen=True)
class _Window:
    """How a window moves: the map before and after, and per axis its side, its step, and the zeros in front.

    Attributes:
        sides: of the window.
        strides: how far it moves.
        pads: top, left, bottom, right.
        before, after: the height and width of the maps that are read and made.

    """

    sides: Sequence[int]
    strides: Sequence[int]
    pads: Sequence[int]
    before: Sequence[int]
    after: Sequence[int]

    @property
    def overlaps(self) -> bool:
        return any(side > step for side, step in zip(self.sides, self.strides, strict=True))

    def scatter(self, tape: Tape, gradient: str, kernel: str, groups: int) -> str:
        """The transposed convolution: add each value, times the kernel, to where its window lies."""
        extra = [
            before - ((after - 1) * step - low - high + side)
            for before, after, step, low, high, side in zip(
                self.before, self.after, self.strides, self.pads[:2], self.pads[2:], self.sides, strict=True
            )
        ]
        return tape.write(
            "ConvTranspose", gradient, kernel,
            strides=list(self.strides), pads=list(self.pads), group=groups, output_padding=extra,
            kernel_shape=list(self.sides),
        )  # fmt: skip

    def list_places(self) -> np.ndarray:
        """For each part of the window (parts, height, width) the number of the pixel there, or `NO_PLACE`."""
        parts = [self._find_line(axis) for axis in (0, 1)]
        rows, columns = parts[0][:, None, :, None], parts[1][None, :, None, :]
        inside = (rows >= 0) & (rows < self.before[0]) & (columns >= 0) & (columns < self.before[1])
        return np.where(inside, rows * self.before[1] + columns, NO_PLACE).reshape(-1, *self.after)

    def _find_line(self, axis: int) -> np.ndarray:
        """Along one axis, where each part of the window (parts, positions) lies."""
        starts = np.arange(self.after[axis]) * self.strides[axis] - self.pads[axis]
        return np.arange(self.sides[axis])[:, None] + starts


def _read_window(node: onnx.NodeProto, tape: Tape, sides: Sequence[int]) -> _Window:
    attributes = read_attributes(node)
    if any(step != 1 for step in attributes.get("dilations", [1, 1])):
        raise NotImplementedError(f"{node.op_type} with dilation")
    before, after = tape.shapes[node.input[0]][2:], tape.shapes[node.output[0]][2:]
    strides = attributes.get("strides", [1, 1])
    return _Window(sides, strides, _find_pads(attributes, sides, strides, before, after), before, after)


def _find_pads(
    attributes: Mapping[str, Any], sides: Sequence[int], strides: Sequence[int], before: Sequence[int],
    after: Sequence[int],
) -> list[int]:  # fmt: skip
    """The zeros around the picture (top, left, bottom, right), also where the node only says "same"."""
    said = attributes.get("auto_pad", b"NOTSET")
    if said in (b"NOTSET", b"VALID"):
        return list(attributes.get("pads", [0, 0, 0, 0]))
    missing = [
        max(0, (out - 1) * step + side - length)
        for out, step, side, length in zip(after, strides, sides, before, strict=True)
    ]
    low = [total // 2 if said == b"SAME_UPPER" else total - total // 2 for total in missing]
    return [*low, *(total - less for total, less in zip(missing, low, strict=True))]


def _convolution(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    """The transposed convolution; with a stride of one it is a convolution with the kernel turned by 180 degrees."""
    source, kernel = node.input[0], tape.constants[node.input[1]]
    window, groups = _read_window(node, tape, kernel.shape[2:]), read_attributes(node).get("group", 1)
    is_whole = groups in (1, kernel.shape[0]) and kernel.shape[1] in (1, tape.shapes[source][1])
    if list(window.strides) == [1, 1] and is_whole:
        return {source: _convolve_back(tape, gradient, kernel, window, groups)}
    return {source: window.scatter(tape, gradient, node.input[1], groups)}


def _convolve_back(tape: Tape, gradient: str, kernel: np.ndarray, window: _Window, groups: int) -> str:
    turned = kernel[:, :, ::-1, ::-1]
    if groups == 1:
        turned = turned.transpose(1, 0, 2, 3)
    around = [side - 1 - pad for side, pad in zip([*window.sides, *window.sides], window.pads, strict=True)]
    return tape.write("Conv", gradient, tape.constant(turned), pads=around, group=groups, strides=[1, 1])


def _max_pool(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    """Give the gradient to the place that held the largest value; `differentiate` has the node say which it was."""
    source, sides = node.input[0], read_attributes(node)["kernel_shape"]
    window = _read_window(node, tape, sides)
    if window.overlaps or any(window.pads):
        return {source: _give_to_places(node, gradient, tape, window)}
    back = tape.write(
        "MaxUnpool", gradient, node.output[1], tape.write("Shape", source), kernel_shape=sides, strides=window.strides
    )
    return {source: back}


def _give_to_places(node: onnx.NodeProto, gradient: str, tape: Tape, window: _Window) -> str:
    """The same where windows share pixels: a map for each part of the window, and all of them put back and added."""
    channels, parts, axis = tape.shapes[node.input[0]][1], prod(window.sides), tape.constant([2], np.int64)
    in_map = tape.write("Mod", node.output[1], tape.constant(prod(window.before), np.int64))
    chosen = tape.write(
        "Equal", tape.write("Unsqueeze", in_map, axis), tape.constant(window.list_places()[None, None], np.int64)
    )
    each = tape.gate(tape.write("Unsqueeze", gradient, axis), chosen)
    flat = tape.write("Reshape", each, tape.constant([-1, channels * parts, *window.after], np.int64))
    put_back = np.tile(np.eye(parts).reshape(parts, 1, *window.sides), (channels, 1, 1, 1))
    return window.scatter(tape, flat, tape.constant(put_back), channels)


def _average_pool(node: onnx.NodeProto, gradient: str, tape: Tape) -> Gradients:
    """Each pixel of a window gets its share of the gradient; zeros around the map take one if they were counted."""
    source, attributes = node.input[0], read_attributes(node)
    window, channels = _read_window(node, tape, attributes["kernel_shape"]), tape.shapes[node.input[0]][1]
    counted = (window.list_places() != NO_PLACE).sum(axis=0)
    shares = 1 / np.maximum(prod(window.sides) if attributes.get("count_include_pad") else counted, 1)
    share = tape.write("Mul", gradient, tape.constant(np.broadcast_to(shares, window.after)))
    evenly = tape.constant(np.ones((channels, 1, *window.sides)))
    return {source: window.scatter(tape, share, evenly, channels)}


WINDOWS: Mapping[str, Rule] = {"AveragePool": _average_pool, "Conv": _convolution, "MaxPool": _max_pool}
