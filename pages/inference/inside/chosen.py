"""What the reader has chosen to look at: a layer, a map of it, and a value of the map; all in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.shared import address

LAYER, MAP, ROW, COLUMN = "layer", "map", "row", "column"
FIRST = "Conv"  # the operator of the layer to begin with


@dataclass(frozen=True)
class Layer:
    """A layer as the worker describes it; `number` is its place in the chain."""

    number: int
    tensor: str
    name: str
    operator: str
    kind: str
    shape: tuple[int, ...]
    sources: tuple[str, ...]

    @property
    def size(self) -> str:
        return " × ".join(map(str, self.shape))

    @property
    def has_maps(self) -> bool:
        return len(self.shape) == 3


def read_layers(found: Sequence[dict[str, Any]]) -> list[Layer]:
    """The layers of the worker's answer."""
    return [
        Layer(number, **{**one, "shape": tuple(one["shape"]), "sources": tuple(one["sources"])})
        for number, one in enumerate(found)
    ]


def choose_layer(layers: Sequence[Layer]) -> Layer:
    """The layer that the address names, else the first convolution, else the first that computes something."""
    asked = st.query_params.get(LAYER, "")
    if asked.isdecimal() and int(asked) < len(layers):
        return layers[int(asked)]
    return next((layer for layer in layers if layer.operator == FIRST), layers[min(1, len(layers) - 1)])


def read_place(layer: Layer) -> tuple[int, ...]:
    """The place that the address names, (map, row, column) or (unit,); what it leaves open is in the middle."""
    names = (MAP, ROW, COLUMN)[: len(layer.shape)]
    middle = (0, layer.shape[1] // 2, layer.shape[2] // 2) if layer.has_maps else (0,)
    return tuple(
        min(int(asked), size - 1) if (asked := st.query_params.get(name, "")).isdecimal() else default
        for name, size, default in zip(names, layer.shape, middle, strict=True)
    )


def go_to(number: int, place: Sequence[int] | None = None) -> None:
    """Choose a layer, and a value of it."""
    row, column = map(str, place[1:]) if place and len(place) == 3 else (None, None)
    address.put(layer=str(number), map=str(place[0]) if place else None, row=row, column=column)
