"""The training pictures to which a map responds most: those where the mean of the map is largest.

    responses = Responses(tracer)
    responses.rank(model, layer, channel)     # the first of them the strongest

All maps of a layer are measured at once and held, so that the next map of the layer costs nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np
import onnx

from core.backbone.features import Rows
from core.data import datasets
from core.data.samples import choose_evenly
from core.errors import InputError
from core.explain.gradients.graph import expose, list_needed_nodes, open_session
from core.explain.inside.trace import Layer, Tracer
from core.explain.region import decode_as_seen
from core.i18n import N_
from core.inference.model import Model

MOST_PICTURES = 200  # of the training pictures, evenly chosen
SHOWN = 8
NOT_TRAINED_HERE = N_(
    "This model was not trained on a dataset of this workspace, so its training pictures are not known."
)


@dataclass(frozen=True)
class Strong:
    """A training picture by its path in the dataset, and the mean of the map there."""

    path: str
    mean: float


@dataclass(frozen=True)
class Measured:
    """The means (pictures, channels) of all maps of a layer."""

    paths: Sequence[str]
    means: Rows


@dataclass(frozen=True)
class Responses:
    """How strongly each map of a network responds to the training pictures."""

    tracer: Tracer
    _held: dict[str, Measured] = field(default_factory=dict)

    def rank(self, model: Model, layer: Layer, channel: int, most: int = SHOWN) -> list[Strong]:
        """The pictures to which a map responds most.

        Raises:
            InputError: the training pictures are not known, or their dataset is gone.

        """
        if layer.tensor not in self._held:
            self._held[layer.tensor] = self._measure(model, layer)
        measured = self._held[layer.tensor]
        means = measured.means[:, channel]
        return [Strong(measured.paths[n], float(means[n])) for n in np.argsort(-means, kind="stable")[:most]]

    def _measure(self, model: Model, layer: Layer) -> Measured:
        tensor = layer.tensor
        session = open_session(expose(_cut(self.tracer.network.model, tensor), [tensor]))
        paths, means = [], []
        for path, picture in _read_pictures(model):
            values = session.run([tensor], {self.tracer.network.image: picture[None]})[0]
            maps = self.tracer.arrange(tensor, values)
            means.append(maps.reshape(len(maps), -1).mean(axis=1))
            paths.append(path)
        return Measured(paths, np.array(means, np.float32).reshape(len(paths), layer.shape[0]))


def _cut(model: onnx.ModelProto, tensor: str) -> onnx.ModelProto:
    """The part of the network that a tensor is computed by."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    del copy.graph.node[:]
    copy.graph.node.extend(list_needed_nodes(model, tensor))
    return copy


def _read_pictures(model: Model) -> Iterator[tuple[str, Rows]]:
    """The training pictures as the model sees them; one that has gone since is left out."""
    if model.training is None:
        raise InputError(NOT_TRAINED_HERE)
    dataset = datasets.load(model.training.dataset)
    for record in choose_evenly(model.training.read_records(dataset, "train"), MOST_PICTURES):
        with suppress(InputError):
            yield record.path, decode_as_seen(model, dataset.find_path(record), record.path).astype(np.float32)
