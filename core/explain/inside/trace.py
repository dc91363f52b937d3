"""The layers of a classifier in the order in which they are computed, from the pixels to the probability.

    tracer = Tracer(network)
    tracer.layers                              # the picture first, the probability last
    tracer.compute_maps(picture, layer)        # (channels, height, width) or (units,)

A place in a layer is (channel, row, column) or (unit,), however the file arranges the tensor.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

from core.backbone.features import Rows
from core.errors import InputError
from core.explain.gradients.axes import MAPS, find_channels_last, turns_axes
from core.explain.gradients.graph import expose, find_logits, list_needed_nodes, open_quickly, read_constants
from core.explain.gradients.network import Network
from core.explain.gradients.tape import Shape, read_attributes
from core.explain.inside.names import read_kind, read_name
from core.i18n import N_

PICTURE = N_("The picture's pixels")
MEASURES = "Shape"  # the operator that reads no value of its input
UNKNOWN_LAYER = N_("The model has no layer {layer}. Choose one of the list.")
UNKNOWN_PLACE = N_("The layer {layer} has no such place. It is of the shape {shape}.")
Place = tuple[int, ...]


@dataclass(frozen=True)
class Layer:
    """One step of the computation.

    Attributes:
        tensor: the name of its output in the file, which is unique.
        name: as the network's description calls it; several steps may share it, such as a convolution and its ReLU.
        operator: of ONNX; empty for the picture.
        kind: what it does, in plain words.
        shape: (channels, height, width), or (units,).
        sources: the tensors of the layers that it reads.

    """

    tensor: str
    name: str
    operator: str
    kind: str
    shape: Shape
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tracer:
    """Follows a picture, float32 (size, size, 3) with values from 0 to 255, through a network."""

    network: Network

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """All steps that compute something; those that only turn the axes are left out."""
        image = self.network.image
        first = Layer(image, image, "", PICTURE, self._shape(image))
        return (first, *(self._describe(node) for node in self.nodes.values() if not self._turns_axes(node)))

    def find_layer(self, tensor: str) -> Layer:
        """The layer of that tensor.

        Raises:
            InputError: there is none.

        """
        found = next((layer for layer in self.layers if layer.tensor == tensor), None)
        if found is None:
            raise InputError(UNKNOWN_LAYER, layer=tensor)
        return found

    @cached_property
    def nodes(self) -> Mapping[str, onnx.NodeProto]:
        """The nodes that the values of the picture flow through, by their first output."""
        model, flow = self.network.model, {self.network.image}
        found = {}
        for node in list_needed_nodes(model, model.graph.output[0].name):
            if node.op_type != MEASURES and flow.intersection(node.input):
                flow.add(node.output[0])
                found[str(node.output[0])] = node
        return found

    @cached_property
    def constants(self) -> Mapping[str, np.ndarray]:
        """The values that are written in the file, as initializers or as nodes."""
        written = [node for node in self.network.model.graph.node if node.op_type == "Constant"]
        values = {node.output[0]: read_attributes(node).get("value") for node in written}
        found = {name: numpy_helper.to_array(value) for name, value in values.items() if value is not None}
        return read_constants(self.network.model) | found

    @property
    def logits(self) -> str:
        """The tensor of the logits, as a layer is named."""
        return self.resolve(find_logits(self.network.model))

    def compute(self, picture: Rows, tensors: Iterable[str]) -> dict[str, Rows]:
        """The values of tensors as the file arranges them, with a batch of one."""
        batch = picture[None]
        names = list(dict.fromkeys(tensors))
        asked = [name for name in names if name != self.network.image]
        found = self._session.run(asked, {self.network.image: batch}) if asked else []
        return dict(zip(asked, found, strict=True)) | ({self.network.image: batch} if len(asked) < len(names) else {})

    def compute_maps(self, picture: Rows, layer: Layer) -> Rows:
        """The values of a layer, (channels, height, width) or (units,)."""
        return self.arrange(layer.tensor, self.compute(picture, [layer.tensor])[layer.tensor])

    def arrange(self, tensor: str, values: Rows) -> Rows:
        """Values with a batch of one as (channels, height, width) or (units,)."""
        if values.ndim != MAPS:
            return values.ravel()
        maps: Rows = values[0].transpose(2, 0, 1) if tensor in self._channels_last else values[0]
        return maps

    def find_index(self, layer: Layer, place: Sequence[int]) -> Place:
        """Where a place is in the tensor of the file.

        Raises:
            InputError: the layer has no such place.

        """
        if len(place) != len(layer.shape) or not all(
            0 <= one < most for one, most in zip(place, layer.shape, strict=True)
        ):
            raise InputError(UNKNOWN_PLACE, layer=layer.name, shape=" × ".join(map(str, layer.shape)))
        if len(place) == 1:
            return tuple(map(int, np.unravel_index(place[0], self.network.shapes[layer.tensor])))
        channel, row, column = place
        return (0, row, column, channel) if layer.tensor in self._channels_last else (0, channel, row, column)

    def find_place(self, tensor: str, index: Sequence[int]) -> Place:
        """The inverse of `find_index`, of any tensor."""
        shape = self.network.shapes[tensor]
        if len(shape) != MAPS:
            return (int(np.ravel_multi_index(tuple(index), shape)),)
        _first, *rest = map(int, index)
        return (rest[2], rest[0], rest[1]) if tensor in self._channels_last else tuple(rest)

    def resolve(self, tensor: str) -> str:
        """The tensor of the layer that has the same values at the same places."""
        while (node := self.nodes.get(tensor)) is not None and self._turns_axes(node):
            tensor = str(node.input[0])
        return tensor

    def list_sources(self, node: onnx.NodeProto) -> list[str]:
        """The inputs of a node that come from the picture."""
        return [name for name in node.input if name in self.nodes or name == self.network.image]

    def _describe(self, node: onnx.NodeProto) -> Layer:
        tensor = str(node.output[0])
        sources = tuple(dict.fromkeys(map(self.resolve, self.list_sources(node))))
        kind = read_kind(node, self.constants)
        return Layer(tensor, read_name(node, self.constants), node.op_type, kind, self._shape(tensor), sources)

    def _shape(self, tensor: str) -> Shape:
        shape = self.network.shapes[tensor]
        if len(shape) != MAPS:
            return (int(np.prod(shape)),)
        return (shape[3], *shape[1:3]) if tensor in self._channels_last else shape[1:]

    def _turns_axes(self, node: onnx.NodeProto) -> bool:
        return turns_axes(node, self.network.shapes)

    @cached_property
    def _channels_last(self) -> frozenset[str]:
        return find_channels_last(self.nodes.values(), self.network.image, self.network.shapes)

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        return open_quickly(expose(self.network.model, self.nodes))
