"""One value that was moved from another place."""

from collections.abc import Mapping

import numpy as np
import onnx

from core.explain.gradients.tape import read_attributes
from core.explain.inside.rules.terms import Arrays, Index, Rule, Terms, collect


def _copy(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    """A value that was moved: its place among all values stays."""
    place = int(np.ravel_multi_index(index, arrays[node.output[0]].shape))
    source = tuple(map(int, np.unravel_index(place, arrays[node.input[0]].shape)))
    return collect("copy", arrays, node.input[0], [source])


def _pad(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    """The value that was there before; at the edge that was added, what it is filled with."""
    pads = read_attributes(node).get("pads") or arrays[node.input[1]].tolist()
    source, shape = tuple(one - pad for one, pad in zip(index, pads, strict=False)), arrays[node.input[0]].shape
    if all(0 <= one < length for one, length in zip(source, shape, strict=True)):
        return collect("copy", arrays, node.input[0], [source])
    return collect("sum", arrays, node.input[0], [], bias=float(arrays[node.output[0]][index]))


PLACES: Mapping[str, Rule] = {
    "Cast": _copy,
    "Flatten": _copy,
    "Pad": _pad,
    "Reshape": _copy,
    "Squeeze": _copy,
    "Unsqueeze": _copy,
}
