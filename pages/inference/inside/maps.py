"""The layers as a chain, the maps of one of them, and one map large."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from core.explain.desk.messages import Answer
from core.explain.inside.drawing import draw_values, fold_units
from core.i18n import N_, _
from core.inference.previews import encode_data_url
from pages.inference.inside.chosen import COLUMN, MAP, ROW, Layer, go_to
from pages.shared import address
from pages.shared.browser.component import component
from pages.shared.charts.folded_table import folded_table
from pages.shared.pictures.gallery import Tile, gallery

_mount_chain = component("inference/inside/chain.js", styles=["inference/inside/chain.css"])
_mount_map = component("inference/inside/map.js", styles=["inference/inside/map.css"])
SCREEN = "inside"
CHAIN, LARGE = f"{SCREEN}.chain", f"{SCREEN}.large"
ON_A_PAGE, SIDE = 48, 56  # small maps
PARTS = 12  # of a filter


def show_chain(layers: Sequence[Layer], chosen: Layer) -> None:
    """All layers in their order, to choose one."""

    def pick() -> None:
        if (number := st.session_state[CHAIN].get("picked")) is not None:
            go_to(int(number))

    steps = [{"name": layer.name, "kind": _(layer.kind), "size": layer.size} for layer in layers]
    _mount_chain(
        key=CHAIN,
        data={"steps": steps, "chosen": chosen.number, "label": _("The layers, from the pixels to the probability")},
        on_picked_change=pick,
    )


def show_small_maps(layer: Layer, found: Answer, chosen: int) -> None:
    """All maps of a layer in a grid, to choose one."""
    maps, largest = found.arrays["maps"], found.found["largest"]
    pages = -(-len(maps) // ON_A_PAGE)
    first = chosen // ON_A_PAGE + 1
    page = st.pagination(pages, default=first, key=f"{SCREEN}.page.{layer.number}") if pages > 1 else 1
    numbers = range((page - 1) * ON_A_PAGE, min(page * ON_A_PAGE, len(maps)))
    tiles = []
    for number in numbers:
        src = encode_data_url(draw_values(maps[number], largest, 2 * SIDE))
        alt = _("Map {number}").format(number=number)
        tiles.append(Tile(str(number), src, alt, str(number), chosen=number == chosen))
    label = _("The maps of {layer}").format(layer=layer.name)
    gallery(tiles, key=f"{SCREEN}.maps", label=label, side=SIDE, on_pick=lambda number: address.put(map=number))


def show_large_map(layer: Layer, found: Answer, place: Sequence[int]) -> None:
    """The chosen map, to choose a value by a click or by numbers; units in rows."""
    values = found.arrays["map"] if layer.has_maps else fold_units(found.arrays["map"])
    row, column = place[1:] if layer.has_maps else divmod(place[0], values.shape[1])
    rows, columns = values.shape
    alt = _("Map {number} of {layer}") if layer.has_maps else _("Unit {number} among those of {layer}")

    def pick() -> None:
        if picked := st.session_state[LARGE].get("picked"):
            _put_place(layer, int(picked[0]), int(picked[1]), columns)

    _mount_map(
        key=LARGE,
        data={
            "src": encode_data_url(draw_values(values, found.found["largest"])),
            "alt": alt.format(number=place[0], layer=layer.name),
            "rows": rows, "columns": columns, "row": row, "column": column,
        },
        on_picked_change=pick,
    )  # fmt: skip
    st.caption(
        _("White is zero, orange positive, blue negative; the full colour is {largest}.").format(
            largest=f"{found.found['largest']:.4g}"
        )
    )


def _put_place(layer: Layer, row: int, column: int, columns: int) -> None:
    if layer.has_maps:
        address.put(row=str(row), column=str(column))
    else:
        address.put(map=str(min(row * columns + column, layer.shape[0] - 1)))


def ask_for_place(layer: Layer, place: Sequence[int]) -> None:
    """The place as numbers, for whoever does not click."""
    names = {MAP: _("Feature map"), ROW: _("Row"), COLUMN: _("Column")} if layer.has_maps else {MAP: _("Unit")}
    for column, (name, label), value, size in zip(
        st.columns(len(names)), names.items(), place, layer.shape, strict=True
    ):
        with column:
            address.whole_number(label, value, size - 1, name=name, screen=SCREEN)


def tabulate_values(found: Answer) -> None:
    """The chosen map as it is, a row of it a row; units in one column."""
    folded_table(lambda: pd.DataFrame(found.arrays["map"]), label=N_("The values of the map as a table"))


def show_filter(found: Answer) -> None:
    """The weights of a convolution that make the chosen map: for each map that it reads, the heaviest first."""
    kernel = found.arrays.get("filter")
    if kernel is None:
        return
    weights = np.abs(kernel).sum(axis=(1, 2))
    order, largest = weights.argsort()[::-1][:PARTS], float(np.abs(kernel).max())
    label = _("Its filter: {height} × {width} weights for each of {count} maps that it reads").format(
        height=kernel.shape[1], width=kernel.shape[2], count=len(kernel)
    )
    if len(kernel) > PARTS:
        label += " " + _("(the {count} heaviest are shown)").format(count=PARTS)
    st.caption(label)
    tiles = []
    for number in order.tolist():
        src = encode_data_url(draw_values(kernel[number], largest, 2 * SIDE))
        tiles.append(Tile(str(number), src, _("Weights for map {number}").format(number=number), str(number)))
    gallery(tiles, key=f"{SCREEN}.filter", label=label, side=SIDE)
    flat = kernel.reshape(len(kernel), -1)
    folded_table(lambda: pd.DataFrame(flat), label=N_("The weights of the filter as a table"), hide_index=False)
