"""The pictures that are selected on the map of a dataset, and what can be decided about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from core.charts.class_counts import SPLIT_NAMES
from core.curation.map.picture_map import PictureMap
from core.data.datasets import Dataset
from core.data.index import Record
from core.errors import InputError
from core.i18n import _, ngettext
from core.inference.previews import render_preview
from pages.shared.caches import cache_data
from pages.shared.decisions.decide_together import decide_together
from pages.shared.pictures.gallery import Tile, gallery, render_thumbnail
from pages.shared.plain import escape_markdown

SELECTED = "map.selected"  # in the session: {dataset: what is selected}
SHOWN = 12  # pictures of a group
SIDE, THUMBNAIL = 320, 72  # pixels
ALIKE = 24  # pictures that one press selects


@dataclass(frozen=True)
class Selection:
    """The paths that are selected, and whether it was done on the drawing, which then shows them by itself.

    `number` goes up with every other selection, so that the drawing takes it over.
    """

    paths: Sequence[str] = ()
    on_drawing: bool = False
    number: int = 0


def read_selection(dataset: Dataset) -> Selection:
    """What is selected now."""
    found: Selection = st.session_state.get(SELECTED, {}).get(dataset.name, Selection())
    return found


def select(dataset: Dataset, paths: Sequence[str]) -> None:
    """Select these pictures, and no others."""
    number = read_selection(dataset).number + 1
    st.session_state[SELECTED] = {dataset.name: Selection(tuple(paths), number=number)}


def select_on_drawing(dataset: Dataset, paths: Sequence[str]) -> None:
    """The same where the drawing itself has selected them."""
    selected = Selection(tuple(paths), True, read_selection(dataset).number)
    st.session_state[SELECTED] = {dataset.name: selected}


def hand_over_selection(dataset: Dataset) -> None:
    """Have the drawing show what was selected on it, since it may be drawn anew."""
    selection = read_selection(dataset)
    if selection.on_drawing:
        select(dataset, selection.paths)


def show_selected(dataset: Dataset, drawn: PictureMap) -> None:
    """The selected pictures that are still used, and buttons that decide about them."""
    pictures = dataset.list_pictures()
    selected = set(read_selection(dataset).paths)
    chosen = [record for record in pictures if record.path in selected]
    if not chosen:
        st.info(_("No picture is selected."), icon=":material/lasso_select:")
        return
    n = len(chosen)
    st.markdown(ngettext("**{n} picture is selected**", "**{n} pictures are selected**", n).format(n=f"{n:,}"))
    decide_together(dataset, [record.path for record in chosen], section="map")
    st.button(
        _("Select none"), icon=":material/deselect:", type="tertiary", key="map.none", on_click=select,
        args=(dataset, ()),
    )  # fmt: skip
    if n == 1:
        _show_one(dataset, drawn, chosen[0], pictures)
    else:
        _show_group(dataset, chosen)


def _show_one(dataset: Dataset, drawn: PictureMap, record: Record, pictures: Sequence[Record]) -> None:
    path = dataset.find_path(record)
    try:
        version = path.stat().st_mtime_ns if path.exists() else 0
        alt = _("{label}: {file}").format(label=record.label, file=record.path)
        st.image(_render(str(path), version, record.path), alt=alt, width=SIDE)
    except InputError as error:
        st.warning(escape_markdown(str(error)), icon=":material/warning:")
    split = _(SPLIT_NAMES[str(record.split)])
    st.markdown(f"**{escape_markdown(record.path)}**")
    st.caption(f"{escape_markdown(str(record.label))} · {split}")
    alike = drawn.find_nearest(record.path, pictures, ALIKE)
    if len(alike) > 1:
        label = _("Select the {n} pictures nearest to it").format(n=len(alike) - 1)
        st.button(label, icon=":material/hub:", key="map.alike", on_click=select, args=(dataset, alike))


@cache_data(max_entries=32)
def _render(path: str, version: int, name: str) -> bytes:
    """The picture on disk; `version` makes a changed file another entry."""
    return render_preview(Path(path), name, 2 * SIDE)


def _show_group(dataset: Dataset, chosen: Sequence[Record]) -> None:
    if len(chosen) > SHOWN:
        st.caption(_("The first {n} of them; decisions are about all.").format(n=SHOWN))
    gallery(
        [_make_tile(dataset, record) for record in chosen[:SHOWN]], key="map.gallery", label=_("Selected pictures"),
        side=THUMBNAIL, on_pick=lambda path: select(dataset, [path]),
    )  # fmt: skip


def _make_tile(dataset: Dataset, record: Record) -> Tile:
    alt = _("{label}: {file}").format(label=record.label, file=record.path)
    try:
        return Tile(record.path, render_thumbnail(dataset.find_path(record), THUMBNAIL, name=record.path), alt)
    except InputError as error:
        return Tile(record.path, "", str(error))
