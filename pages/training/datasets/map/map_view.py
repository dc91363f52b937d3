"""The map of a dataset: every picture a point, a group to be selected with the lasso and decided about in one change.

What can be selected on the chart can be selected in a table too, by keyboard. A selection draws this section anew and
nothing else of the screen.
"""

from typing import Any

import pandas as pd
import streamlit as st

from core import workspace
from core.charts.class_counts import SPLIT_NAMES
from core.curation.map import picture_map
from core.curation.map.picture_map import PictureMap
from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Record
from core.i18n import _
from core.tasks.datasets import map_pictures
from core.tasks.datasets.map_pictures import MAP_PICTURES
from core.units import format_estimate
from pages.shared.caches import cache_data, cache_resource
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.charts.download.csv_download import csv_download
from pages.shared.decisions.decision_buttons import undo_button
from pages.shared.jobs.job_section import follow, job_section
from pages.shared.plain import escape_markdown
from pages.training.datasets.map.chart import map_chart, pack_points, read_rows
from pages.training.datasets.map.map_selection import (
    hand_over_selection,
    read_selection,
    select,
    select_on_drawing,
    show_selected,
)

CHART, TABLE, FOLDED = "map_chart", "map.table", "map.folded"


def map_view(dataset: Dataset) -> None:
    """The section of the datasets screen."""
    st.subheader(_("Map"))
    key = f"map.job.{dataset.name}"
    at_work = job_section(key, MAP_PICTURES, lambda request: request.dataset == dataset.name)
    drawn = _load(dataset.name, _read_version(dataset), dataset)
    if drawn:
        hand_over_selection(dataset)
        _section(dataset, drawn)
    elif not at_work:
        _offer(dataset, key)


@cache_resource(max_entries=8)
def _load(name: str, version: tuple[float, ...], _dataset: Dataset) -> PictureMap | None:
    """The map; `version` changes when the dataset is added anew and when its map is drawn."""
    return picture_map.load(_dataset)


def _read_version(dataset: Dataset) -> tuple[float, ...]:
    path = dataset.folder / picture_map.FILE
    return dataset.manifest.created.timestamp(), path.stat().st_mtime_ns if path.exists() else 0


def _offer(dataset: Dataset, key: str) -> None:
    """What the map is, how long it takes here, and the button that starts it."""
    if damaged := picture_map.find_damaged(dataset):
        text = _("{path} is damaged, so the map is lost; only that. Draw it again.")
        st.warning(escape_markdown(text.format(path=damaged)), icon=":material/broken_image:")
    st.write(
        _(
            "Every picture is a point, and pictures that look alike to a pretrained network lie close together. A "
            "point among those of another class may have the wrong label, and a small group apart may not belong "
            "here: select it with the lasso, and relabel it, leave it out or move it in one step."
        )
    )
    seconds = _estimate(dataset.name, _read_version(dataset), _read_features_version(), dataset)
    st.caption(_("On this machine it takes about {time}.").format(time=format_estimate(seconds)))
    if st.button(_("Draw the map"), icon=":material/scatter_plot:", key="map.draw"):
        follow(key, map_pictures.start(dataset))


@cache_data(max_entries=64)
def _estimate(name: str, version: tuple[float, ...], features: int, _dataset: Dataset) -> float:
    return picture_map.estimate_seconds(_dataset)


def _read_features_version() -> int:
    """It changes when features are stored."""
    folder = workspace.current().features
    return folder.stat().st_mtime_ns if folder.exists() else 0


@st.fragment
def _section(dataset: Dataset, drawn: PictureMap) -> None:
    if datasets.load(dataset.name).manifest.revision != dataset.manifest.revision:
        st.rerun()  # a decision taken here changes the numbers of the whole screen
    chart, selected = st.columns([3, 2], gap="medium")
    with chart:
        st.caption(
            _("Draw around a group, or click on a point; with Shift it is added. A click on nothing selects nothing.")
        )
        _show_chart(dataset, drawn)
    with selected:
        show_selected(dataset, drawn)
        undo_button(dataset, section="map")
    _show_table(dataset)


def _show_chart(dataset: Dataset, drawn: PictureMap) -> None:
    selection, pictures = read_selection(dataset), dataset.list_pictures()
    version = (*_read_version(dataset), dataset.manifest.revision)
    token = f"{dataset.name} {version} {selection.number}"
    shown = set() if selection.on_drawing else set(selection.paths)
    map_chart(
        _pack(dataset.name, version, dataset, drawn),
        key=CHART,
        token=token,
        selected=[row for row, record in enumerate(pictures) if record.path in shown] if shown else (),
        alt=_("Map of {n} pictures in the colours of their classes; the table has their names.").format(
            n=f"{dataset.manifest.images:,}"
        ),
        on_select=lambda: _select_points(dataset, pictures, token),
    )
    chart_download(CHART, name="map")


@cache_resource(max_entries=8)
def _pack(name: str, version: tuple[float, ...], _dataset: Dataset, _drawn: PictureMap) -> dict[str, Any]:
    """The points as they are sent; `version` changes with the map and with every decision."""
    pictures = _dataset.list_pictures()
    return pack_points(
        _drawn.positions[[_drawn.places[record.path] for record in pictures]],
        labels=[str(record.label) for record in pictures],
        names=[record.path for record in pictures],
        classes=_dataset.classes,
    )


def _select_points(dataset: Dataset, pictures: list[Record], token: str) -> None:
    rows = read_rows(CHART, token=token, count=len(pictures))
    if rows is not None:
        select_on_drawing(dataset, [pictures[row].path for row in rows])


def _show_table(dataset: Dataset) -> None:
    """The same without a pointer; the table is made and sent only where it is unfolded."""
    folded = st.expander(_("Select in a table instead"), icon=":material/table:", key=FOLDED, on_change="rerun")
    if folded.open:
        with folded:
            pictures = dataset.list_pictures()
            st.dataframe(
                _make_table(pictures), hide_index=True, key=TABLE, selection_mode="multi-row",
                on_select=lambda: _select_rows(dataset, pictures),
            )  # fmt: skip
            csv_download(lambda: _make_table(pictures), name="pictures")


def _make_table(pictures: list[Record]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("File"): [record.path for record in pictures],
            _("Class"): [record.label for record in pictures],
            _("Split"): [_(SPLIT_NAMES[str(record.split)]) for record in pictures],
        }
    )


def _select_rows(dataset: Dataset, pictures: list[Record]) -> None:
    select(dataset, [pictures[row].path for row in st.session_state[TABLE].selection.rows])
