"""Which tensors have their channels last: pictures come so, Keras computes so, and ONNX's windows have them first.

last = find_channels_last(nodes, "image", shapes)
turns_axes(node, shapes)                             # it computes nothing
"""

from collections.abc import Iterable, Mapping
from math import prod

import onnx

from core.explain.gradients.tape import Shape, read_attributes

TO_FIRST, TO_LAST = [0, 3, 1, 2], [0, 2, 3, 1]  # how a transposition moves the channels
MAPS = 4  # axes of a tensor of maps
CHANNELS_FIRST = frozenset(
    ("AveragePool", "BatchNormalization", "Conv", "GlobalAveragePool", "GlobalMaxPool", "MaxPool")
)
KEEPING = ("Identity", "Dropout")


def find_channels_last(nodes: Iterable[onnx.NodeProto], image: str, shapes: Mapping[str, Shape]) -> frozenset[str]:
    """The tensors (n, height, width, channels) among the picture and the outputs of these nodes, in their order."""
    found = {image}
    for node in nodes:
        move = _find_move(node, shapes)
        if move == TO_LAST or (move != TO_FIRST and node.op_type not in CHANNELS_FIRST and found & set(node.input)):
            found.add(str(node.output[0]))
    return frozenset(found)


def turns_axes(node: onnx.NodeProto, shapes: Mapping[str, Shape]) -> bool:
    """Whether every value stays at its place: the channels come first or last, or nothing happens at all."""
    return node.op_type in KEEPING or _find_move(node, shapes) is not None or _keeps_shape(node, shapes)


def _find_move(node: onnx.NodeProto, shapes: Mapping[str, Shape]) -> list[int] | None:
    """How a node moves the channels; a single channel or a single pixel is moved by a reshape too."""
    if node.op_type == "Transpose":
        order = read_attributes(node).get("perm")
        return order if order in (TO_FIRST, TO_LAST) else None
    if node.op_type != "Reshape":
        return None
    before, after = shapes[node.input[0]], shapes[node.output[0]]
    if len(before) != MAPS or len(after) != MAPS or before == after:
        return None
    return next((order for order in (TO_FIRST, TO_LAST) if _moves(before, after, order)), None)


def _moves(before: Shape, after: Shape, order: list[int]) -> bool:
    """Whether a reshape does what a transposition in this order does: there is one channel, or one pixel."""
    channels = before[3 if order == TO_FIRST else 1]
    is_turned = tuple(before[axis] for axis in order) == tuple(after)
    return is_turned and 1 in (channels, prod(before[1:]) // max(channels, 1))


def _keeps_shape(node: onnx.NodeProto, shapes: Mapping[str, Shape]) -> bool:
    return node.op_type == "Reshape" and shapes[node.input[0]] == shapes[node.output[0]]
