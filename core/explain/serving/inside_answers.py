"""What the worker answers about the inside of a network."""

from dataclasses import asdict
from typing import Any

import numpy as np

from core.backbone.features import Rows
from core.explain.desk.desk import Asked
from core.explain.desk.messages import Found
from core.explain.explain import Networks
from core.explain.inside.pixel import explain_value
from core.explain.inside.trace import Layer, Tracer
from core.explain.region import decode_as_seen
from core.inference.models import find_model

SMALL = 40  # the most pixels of a side of the small maps


def list_layers(asked: Asked, networks: Networks) -> Found:
    """All layers, and what they lead to: the logits and the probabilities of the classes."""
    network = networks.load(find_model(asked.question.model)).trained
    tracer, picture = _read(asked, networks)
    logits = network.compute_logits(picture[None])[0]
    found = {"layers": [asdict(layer) for layer in tracer.layers], "logits": tracer.logits}
    return found, {"logits": logits, "probabilities": network.compute_probabilities(logits)}


def show_maps(asked: Asked, networks: Networks) -> Found:
    """All maps of a layer small, and one of them as it is with its filter, if it has one."""
    tracer, picture = _read(asked, networks)
    layer, channel = tracer.find_layer(asked.question.values["layer"]), int(asked.question.values["channel"])
    maps = tracer.compute_maps(picture, layer)
    arrays = {"map": maps[min(channel, len(maps) - 1)] if maps.ndim == 3 else maps, "maps": _shrink(maps)}
    kernel = _find_filter(tracer, layer, channel)
    if kernel is not None:
        arrays["filter"] = kernel
    return {"largest": float(np.abs(maps).max())}, arrays


def explain_pixel(asked: Asked, networks: Networks) -> Found:
    """The sum behind one value."""
    tracer, picture = _read(asked, networks)
    layer = tracer.find_layer(asked.question.values["layer"])
    return asdict(explain_value(tracer, picture, layer, asked.question.values["place"])), {}


def rank_pictures(asked: Asked, networks: Networks) -> Found:
    """The training pictures to which a map responds most."""
    model = find_model(asked.question.model)
    pair, values = networks.load(model), asked.question.values
    layer = pair.tracer.find_layer(values["layer"])
    strongest = pair.responses.rank(model, layer, min(int(values["channel"]), layer.shape[0] - 1))
    found: dict[str, Any] = {"pictures": [asdict(one) for one in strongest]}
    return found, {}


def _read(asked: Asked, networks: Networks) -> tuple[Tracer, Rows]:
    model = find_model(asked.question.model)
    picture = decode_as_seen(model, asked.source, asked.question.name)
    return networks.load(model).tracer, picture.astype(np.float32)


def _find_filter(tracer: Tracer, layer: Layer, channel: int) -> np.ndarray | None:
    """The weights (channels, height, width) by which a convolution makes a map."""
    if layer.operator != "Conv":
        return None
    kernels = tracer.constants[tracer.nodes[layer.tensor].input[1]]
    kernel: np.ndarray = kernels[min(channel, len(kernels) - 1)]
    return kernel


def _shrink(maps: Rows) -> Rows:
    """The maps with at most `SMALL` pixels a side, each the mean of a block; units as they are."""
    if maps.ndim == 1:
        return maps
    block = -(-max(maps.shape[1:]) // SMALL)
    height, width = (max(1, size // block) for size in maps.shape[1:])
    cut = maps[:, : height * block, : width * block]
    small: Rows = cut.reshape(len(maps), height, cut.shape[1] // height, width, cut.shape[2] // width).mean(axis=(2, 4))
    return small
