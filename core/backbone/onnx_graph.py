"""From the description and its weights straight to ONNX: no Keras, no tracing, a tenth of a second.

Every layer is written as it is; ONNX Runtime itself folds batch normalisation into the convolutions when it loads one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import onnx
from onnx import helper, numpy_helper

from core.networks.architecture import IMAGE, Architecture, Node, summarize
from core.networks.layers import (
    Activation,
    Add,
    BatchNormalization,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Dropout,
    GlobalAveragePooling2D,
    Rescaling,
    Shape,
)

OPSET = 17
IR_VERSION = 8  # ONNX's file format of that time, which every ONNX Runtime since reads
EPSILON = 1e-3  # Keras's, in batch normalisation

Weights = Mapping[str, Sequence[np.ndarray]]


def build_onnx(architecture: Architecture, weights: Weights, outputs: Sequence[str]) -> onnx.ModelProto:
    """The network as ONNX: float32 pixels (n, height, width, 3) in, and out the layers named in `outputs`.

    Args:
        architecture: made of the layers that this module imports; no augmentation.
        weights: arrays of each layer by its name, in Keras's order and layout.
        outputs: names of layers with one number a unit, (n, units).

    """
    writer = _Writer(weights, {row.name: row.output_shape for row in summarize(architecture)})
    size = architecture.image_size
    writer.shapes[IMAGE] = (size, size, 3)
    for node in architecture.nodes:
        writer.write(node)
    graph = helper.make_graph(
        writer.nodes,
        architecture.name,
        [_describe_value(IMAGE, writer.shapes[IMAGE])],
        [_describe_value(name, writer.shapes[name]) for name in outputs],
        writer.constants,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)


def add_head(body: bytes, head: Node, kernel: np.ndarray, bias: np.ndarray) -> bytes:
    """A network that gives `features` with a last layer on them: it gives that layer's answer, and the features too."""
    model = onnx.ModelProto.FromString(body)
    writer = _Writer({head.name: [kernel, bias]}, {})
    writer.write(head)
    model.graph.node.extend(writer.nodes)
    model.graph.initializer.extend(writer.constants)
    features = model.graph.output.pop()
    model.graph.output.extend([_describe_value(head.name, bias.shape), features])
    data: bytes = model.SerializeToString()
    return data


def rename_output(data: bytes, output: str) -> bytes:
    """The same network, the one thing that it gives called so."""
    model = onnx.ModelProto.FromString(data)
    (given,) = model.graph.output
    model.graph.node.append(helper.make_node("Identity", [given.name], [output], name=output))
    given.name = output
    renamed: bytes = model.SerializeToString()
    return renamed


def _describe_value(name: str, shape: Shape) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ("n", *shape))


@dataclass
class _Writer:
    """Writes layer after layer; pictures lie channels first from the first convolution on, as ONNX wants it."""

    weights: Weights
    shapes: dict[str, Shape]
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)
    channels_last: set[str] = field(default_factory=lambda: {IMAGE})

    def write(self, node: Node) -> None:
        source = node.inputs[0]
        match node.layer:
            case Rescaling(scale, offset):
                scaled = self._op("Mul", f"{node.name}_scaled", source, self._constant(f"{node.name}_scale", scale))
                self._op("Add", node.name, scaled, self._constant(f"{node.name}_offset", offset))
                self.channels_last.add(node.name)
            case Conv2D() | DepthwiseConv2D():
                self._convolution(node)
            case BatchNormalization():
                constants = [
                    self._constant(f"{node.name}_{n}", array) for n, array in enumerate(self.weights[node.name])
                ]
                self._op("BatchNormalization", node.name, source, *constants, epsilon=EPSILON)
            case Activation("relu6"):
                self._op("Clip", node.name, source, self._constant("zero", 0.0), self._constant("six", 6.0))
            case Add():
                self._op("Add", node.name, *node.inputs)
            case Dropout():
                self._op("Identity", node.name, source)
            case GlobalAveragePooling2D():
                self._op("Flatten", node.name, self._op("GlobalAveragePool", f"{node.name}_pooled", source))
            case Dense(_, activation):
                self._dense(node, activation)
            case _:
                raise TypeError(f"{type(node.layer).__name__} is not written as ONNX here")

    def _convolution(self, node: Node) -> None:
        layer, source = node.layer, self._channels_first(node.inputs[0])
        assert isinstance(layer, Conv2D | DepthwiseConv2D)
        kernel = self.weights[node.name][0].transpose(3, 2, 0, 1)
        groups = 1
        if isinstance(layer, DepthwiseConv2D):
            kernel, groups = self.weights[node.name][0].transpose(2, 3, 0, 1), self.shapes[node.inputs[0]][-1]
        constants = [self._constant(f"{node.name}_kernel", kernel)]
        constants += [self._constant(f"{node.name}_bias", bias) for bias in self.weights[node.name][1:]]
        self._op(
            "Conv", node.name, source, *constants,
            strides=[layer.strides] * 2, group=groups, pads=self._pads(node.inputs[0], node.name, layer),
        )  # fmt: skip

    def _pads(self, source: str, name: str, layer: Conv2D | DepthwiseConv2D) -> list[int]:
        """TensorFlow's "same": what is missing around the picture, the odd one at the bottom and at the right."""
        if layer.padding == "valid":
            return [0] * 4
        missing = [
            max(0, (after - 1) * layer.strides + layer.kernel - before)
            for before, after in zip(self.shapes[source][:2], self.shapes[name][:2], strict=True)
        ]
        return [total // 2 for total in missing] + [total - total // 2 for total in missing]

    def _channels_first(self, source: str) -> str:
        """Pictures come with their channels last; everything from the first convolution on has them first."""
        if source not in self.channels_last:
            return source
        return self._op("Transpose", f"{source}_channels_first", source, perm=[0, 3, 1, 2])

    def _dense(self, node: Node, activation: str) -> None:
        names = [self._constant(f"{node.name}_{n}", array) for n, array in enumerate(self.weights[node.name])]
        ends = {"linear": "Identity", "sigmoid": "Sigmoid", "softmax": "Softmax"}
        self._op(ends[activation], node.name, self._op("Gemm", f"{node.name}_logits", node.inputs[0], *names))

    def _constant(self, name: str, value: np.ndarray | float) -> str:
        if name not in {constant.name for constant in self.constants}:
            self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype=np.float32), name))
        return name

    def _op(self, kind: str, name: str, *inputs: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name
