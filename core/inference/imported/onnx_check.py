"""What an ONNX file of somebody else must be before it is loaded: one network, whole in itself, of ordinary operators.

ONNX Runtime has no code to run in such a file, but it opens files that the model names, calls libraries for operators
of other domains, and computes loops for as long as they say. All of that is refused by reading the file alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import onnx
from google.protobuf.message import DecodeError
from onnx import AttributeProto, GraphProto, NodeProto, TensorProto, ValueInfoProto

from core.backbone import onnx_seal
from core.errors import InputError
from core.i18n import N_

OLDEST_OPSET = 7  # what ONNX Runtime still computes
MOST_NODES = 20_000
SMALLEST, LARGEST = 16, 1024  # pixels a side
MOST_CLASSES = 10_000
OWN_DOMAINS = ("", "ai.onnx")
WITH_GRAPHS = ("If", "Loop", "Scan", "SequenceMap")  # these may run for ever

DAMAGED = N_("model.onnx is no ONNX file, or a damaged one. Export the bundle again.")
TOO_NEW = N_("model.onnx is written for opset {opset}; from {oldest} to {newest} can be used. Update this program.")
EXTERNAL = N_("model.onnx keeps weights in other files, which are not read. Export it with its weights inside.")
CUSTOM = N_("model.onnx uses the operator {operator}, which is not one of ONNX's own. It is not imported.")
LOOPS = N_("model.onnx uses the operator {operator}, which may run for ever. It is not imported.")
TOO_LARGE = N_("model.onnx has {nodes} operators, more than {most}. It is not imported.")
OTHER_SHAPE = N_(
    "model.onnx does not take square pictures of {low} to {high} pixels (n, side, side, 3) as float32 and give "
    "probabilities (n, classes). Export the bundle again."
)


@dataclass(frozen=True)
class Shape:
    """The side of the square input in pixels, and how many numbers come out for a picture."""

    image_size: int
    outputs: int


def check_onnx(data: bytes) -> Shape:
    """Check a file without loading it.

    Raises:
        InputError: it is not one that may be loaded; the sentence says why.

    """
    try:
        onnx_seal.check_content(data)
        model = onnx.load_model_from_string(data)
    except (DecodeError, ValueError) as error:
        raise InputError(DAMAGED) from error
    _check_opset(model)
    if model.functions:
        raise InputError(CUSTOM, operator=model.functions[0].name)
    if len(model.graph.node) > MOST_NODES:
        raise InputError(TOO_LARGE, nodes=len(model.graph.node), most=MOST_NODES)
    for node in model.graph.node:
        _check_node(node)
    if model.training_info or any(map(_is_external, _list_tensors(model.graph))):
        raise InputError(EXTERNAL)
    return _read_shape(model.graph)


def _check_opset(model: onnx.ModelProto) -> None:
    newest = onnx.defs.onnx_opset_version()
    opset = max((one.version for one in model.opset_import if one.domain in OWN_DOMAINS), default=0)
    if not OLDEST_OPSET <= opset <= newest:
        raise InputError(TOO_NEW, opset=opset, oldest=OLDEST_OPSET, newest=newest)


def _check_node(node: NodeProto) -> None:
    if node.domain not in OWN_DOMAINS:
        raise InputError(CUSTOM, operator=f"{node.domain}.{node.op_type}")
    graphs = (AttributeProto.GRAPH, AttributeProto.GRAPHS)
    if node.op_type in WITH_GRAPHS or any(attribute.type in graphs for attribute in node.attribute):
        raise InputError(LOOPS, operator=node.op_type)


def _list_tensors(graph: GraphProto) -> Iterator[TensorProto]:
    """Every tensor with numbers: weights, sparse ones, and constants."""
    yield from graph.initializer
    for sparse in graph.sparse_initializer:
        yield from (sparse.values, sparse.indices)
    for node in graph.node:
        for attribute in node.attribute:
            yield from (attribute.t, *attribute.tensors)
            for sparse in (attribute.sparse_tensor, *attribute.sparse_tensors):
                yield from (sparse.values, sparse.indices)


def _is_external(tensor: TensorProto) -> bool:
    return tensor.data_location == TensorProto.EXTERNAL or bool(tensor.external_data)


def _read_shape(graph: GraphProto) -> Shape:
    weights = {tensor.name for tensor in graph.initializer}
    inputs = [one for one in graph.input if one.name not in weights]
    if len(inputs) == 1 and graph.output:
        entry, exit_ = _read_dimensions(inputs[0]), _read_dimensions(graph.output[0])
        if len(entry) == 4 and len(exit_) == 2 and _is_allowed(entry, exit_):
            return Shape(entry[1], exit_[1])
    raise InputError(OTHER_SHAPE, low=SMALLEST, high=LARGEST)


def _is_allowed(entry: list[int], exit_: list[int]) -> bool:
    _many, height, width, channels = entry
    return height == width and SMALLEST <= height <= LARGEST and channels == 3 and 1 <= exit_[1] <= MOST_CLASSES


def _read_dimensions(value: ValueInfoProto) -> list[int]:
    """0 for a dimension without a number; nothing for what is no float32."""
    if value.type.tensor_type.elem_type != TensorProto.FLOAT:
        return []
    return [dimension.dim_value for dimension in value.type.tensor_type.shape.dim]
