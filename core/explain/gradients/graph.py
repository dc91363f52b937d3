"""Reading a classifier's ONNX graph: its logits, its last feature maps, the shapes of all its tensors."""

from collections.abc import Iterable, Mapping

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

from core.errors import InputError
from core.explain.gradients.axes import CHANNELS_FIRST, MAPS, find_channels_last
from core.explain.gradients.tape import Shape
from core.i18n import N_

ENDINGS = ("Softmax", "Sigmoid")
TRANSPARENT = ("Identity", "Cast")
NO_LOGITS = N_("The model does not end in a softmax or a sigmoid, so its logits are not known. Choose another model.")
NO_MAPS = N_("The model has no feature maps, so Grad-CAM has nothing to show. Choose another method.")


def find_logits(model: onnx.ModelProto) -> str:
    """The name of the tensor before the softmax or the sigmoid that the first output comes from.

    Raises:
        InputError: the model ends in something else.

    """
    writers = index_writers(model)
    node = writers.get(model.graph.output[0].name)
    while node is not None and node.op_type in TRANSPARENT:
        node = writers.get(node.input[0])
    if node is None or node.op_type not in ENDINGS:
        raise InputError(NO_LOGITS)
    return str(node.input[0])


def index_writers(model: onnx.ModelProto) -> Mapping[str, onnx.NodeProto]:
    """Every node by the names of its outputs."""
    return {name: node for node in model.graph.node for name in node.output}


def read_constants(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """The values of all initializers by name."""
    return {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}


def list_needed_nodes(model: onnx.ModelProto, tensor: str) -> list[onnx.NodeProto]:
    """The nodes that a tensor is computed from, in their order."""
    needed, kept = {tensor}, []
    for node in reversed(model.graph.node):
        if needed.intersection(node.output):
            needed.update(node.input)
            kept.append(node)
    return kept[::-1]


def find_last_maps(model: onnx.ModelProto, shapes: Mapping[str, Shape]) -> str:
    """The last tensor (n, channels, height, width) of features before the network forgets where things are.

    Raises:
        InputError: there is none.

    """
    nodes = list_needed_nodes(model, find_logits(model))
    last = find_channels_last(nodes, str(model.graph.input[0].name), shapes)
    for name in reversed(_list_features(nodes)):
        if len(shapes[name]) == MAPS and min(shapes[name][2:]) > 1 and name not in last:
            return name
    raise InputError(NO_MAPS)


def _list_features(nodes: Iterable[onnx.NodeProto]) -> list[str]:
    """What is computed by the first window that slides over the picture, and after it."""
    found: dict[str, None] = {}  # in their order
    for node in nodes:
        if node.op_type in CHANNELS_FIRST or not found.keys().isdisjoint(node.input):
            found |= dict.fromkeys(str(name) for name in node.output if name)
    return list(found)


def measure_shapes(model: onnx.ModelProto) -> dict[str, Shape]:
    """The shape of every tensor that is computed from a picture, with a batch of one: the network is run once.

    Shapes that are written into the file are not enough: some depend on the batch, and some are not there.
    """
    names = [name for node in model.graph.node for name in node.output if name]
    session = open_quickly(expose(model, names))
    size = int(session.get_inputs()[0].shape[1])
    image = session.get_inputs()[0].name
    found = session.run(names, {image: np.zeros((1, size, size, 3), np.float32)})
    return {image: (1, size, size, 3)} | {
        name: tuple(np.shape(value)) for name, value in zip(names, found, strict=True)
    } | {one.name: tuple(one.dims) for one in model.graph.initializer}  # fmt: skip


def expose(model: onnx.ModelProto, names: Iterable[str]) -> onnx.ModelProto:
    """A copy of the model whose outputs are these tensors."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    del copy.graph.output[:]
    copy.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    return copy


def open_quickly(model: onnx.ModelProto) -> onnxruntime.InferenceSession:
    """A session that is used once: nothing is optimised."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return _open(model, options)


def open_session(model: onnx.ModelProto) -> onnxruntime.InferenceSession:
    """A session for many questions, each of which is computed on one core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return _open(model, options)


def _open(model: onnx.ModelProto, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
