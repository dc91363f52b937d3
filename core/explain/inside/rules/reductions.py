"""One value that is made of many: of a whole map, of an axis, or of all units."""

from collections.abc import Mapping

import numpy as np
import onnx

from core.explain.gradients.tape import read_attributes
from core.explain.inside.rules.terms import Arrays, Index, Rule, Terms, choose_largest, collect


def _connect(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    attributes = read_attributes(node)
    kernel = arrays[node.input[1]]
    weights = (kernel.T if attributes.get("transB") else kernel)[:, index[-1]] * attributes.get("alpha", 1.0)
    bias = 0.0
    if len(node.input) > 2:
        offset = np.broadcast_to(arrays[node.input[2]], arrays[node.output[0]].shape)
        bias = float(offset[index]) * attributes.get("beta", 1.0)
    indices = [(*index[:-1], one) for one in range(len(weights))]
    return collect("sum", arrays, node.input[0], indices, weights, bias)


def _average_map(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    indices = _list_map(node, index, arrays)
    return collect("sum", arrays, node.input[0], indices, 1 / len(indices))


def _take_largest_of_map(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    return choose_largest(node, _list_map(node, index, arrays), arrays)


def _list_map(node: onnx.NodeProto, index: Index, arrays: Arrays) -> list[Index]:
    """The places of the whole map that a value stands for."""
    height, width = arrays[node.input[0]].shape[2:]
    return [(*index[:2], y, x) for y in range(height) for x in range(width)]


def _take_mean(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    indices = _list_reduced(node, index, arrays)
    return collect("sum", arrays, node.input[0], indices, 1 / len(indices))


def _take_largest(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    return choose_largest(node, _list_reduced(node, index, arrays), arrays)


def _list_reduced(node: onnx.NodeProto, index: Index, arrays: Arrays) -> list[Index]:
    """The places along the axes that a node does away with."""
    attributes, shape = read_attributes(node), arrays[node.input[0]].shape
    axes = attributes["axes"] if "axes" in attributes else arrays[node.input[1]].tolist()
    reduced = {axis % len(shape) for axis in axes}
    kept = iter(one for axis, one in enumerate(index) if axis not in reduced or not attributes.get("keepdims", 1))
    choices = [range(size) if axis in reduced else [next(kept)] for axis, size in enumerate(shape)]
    return [tuple(map(int, one)) for one in np.array(np.meshgrid(*choices, indexing="ij")).reshape(len(shape), -1).T]


def _share(node: onnx.NodeProto, index: Index, arrays: Arrays) -> Terms:
    units = arrays[node.input[0]].shape[-1]
    indices = [(*index[:-1], one) for one in range(units)]
    return collect("softmax", arrays, node.input[0], indices, np.arange(units) == index[-1])


REDUCTIONS: Mapping[str, Rule] = {
    "Gemm": _connect,
    "GlobalAveragePool": _average_map,
    "GlobalMaxPool": _take_largest_of_map,
    "MatMul": _connect,
    "ReduceMax": _take_largest,
    "ReduceMean": _take_mean,
    "Softmax": _share,
}
