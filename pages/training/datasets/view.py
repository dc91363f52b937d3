"""Everything about one dataset: how much there is, what it looks like, what was left out, and how to remove it."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st
from PIL import Image

from core.charts.class_counts import SPLIT_NAMES, draw_pictures_by_class
from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Record
from core.data.intake.published.sets import PUBLISHED
from core.data.manifest import Source
from core.data.samples import choose_evenly, make_thumbnail
from core.errors import InputError
from core.i18n import N_, _
from core.units import join_names
from pages.shared.caches import cache_data
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.charts.table import table
from pages.shared.link import share_button
from pages.shared.plain import escape_markdown
from pages.training.datasets.export_form import export_form
from pages.training.datasets.findings.checks import checks
from pages.training.datasets.findings.health_summary import health_summary
from pages.training.datasets.gallery.browse import browse
from pages.training.datasets.gallery.sizes import sizes
from pages.training.datasets.map.map_view import map_view

CLASSES = "datasets.classes"
TRAIN = "pages/training/train/page.py"
SAMPLES = 8
SIDE = 88  # pixels; eight of them fit into a row beside the sidebar, four on a phone
MOST_CLASSES = 8  # whose samples are shown at first
KINDS = {
    "sketches": N_("Built in: sketches"),
    "digits": N_("Built in: digits"),
    "zip": N_("From the zip {location}"),
    "upload": N_("From the uploaded folder {location}"),
    "folder": N_("From the folder {location}"),
}


@cache_data(max_entries=4096)
def _thumbnail(path: str, sha256: str, name: str) -> Image.Image:
    """The thumbnail of a file with this content; `sha256` makes another content another entry."""
    return make_thumbnail(Path(path), SIDE, name)


def show_drawn_badge() -> None:
    st.badge(_("drawn by a program, not photos"), icon=":material/draw:", color="violet")


def dataset_view(dataset: Dataset) -> None:
    _header(dataset)
    health_summary(dataset)
    _numbers(dataset)
    _classes(dataset)
    _samples(dataset)
    sizes(dataset)
    browse(dataset)
    map_view(dataset)
    checks(dataset)
    export_form(dataset)


def _header(dataset: Dataset) -> None:
    manifest = dataset.manifest
    if manifest.drawn:
        show_drawn_badge()
    source = _describe_source(manifest.source)
    added = _("added {date}").format(date=f"{manifest.created:%Y-%m-%d}")
    st.caption(f"{source} · {added}")
    if same := datasets.find_same(dataset):
        told = _("The same pictures are here under another name too: {names}. One of them can be removed.")
        st.info(escape_markdown(told.format(names=join_names(same))), icon=":material/content_copy:")
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(_("Train with it"), type="primary", icon=":material/play_arrow:", key="datasets.train"):
            st.switch_page(TRAIN, query_params={"dataset": dataset.name})
        with st.popover(_("Remove"), icon=":material/delete:"):
            remove_dialog(dataset.name, kept=dataset.root if dataset.root.parent != dataset.folder else None)
        share_button("dataset", dataset.name, _("Share"))


def _describe_source(source: Source) -> str:
    if source.kind in PUBLISHED:
        return _("Published: {title}").format(title=_(PUBLISHED[source.kind].title))
    return _(KINDS[source.kind]).format(location=escape_markdown(source.location or ""))


def remove_dialog(name: str, kept: Path | None) -> None:
    """Ask once more, then remove; `kept` is the person's own folder, which stays."""
    if kept:
        text = _("The pictures in {folder} stay where they are; only Glassbox forgets them.")
        st.write(text.format(folder=escape_markdown(str(kept))))
    else:
        st.write(_("Glassbox deletes its pictures of this dataset. Runs that were trained on it stay."))
    label = _("Remove {name}").format(name=escape_markdown(name))
    st.button(label, type="primary", key=f"remove_{name}", on_click=_remove, args=(name,))


def _remove(name: str) -> None:
    datasets.remove(name)
    st.query_params.pop("dataset", None)


def _numbers(dataset: Dataset) -> None:
    manifest = dataset.manifest
    with st.container(horizontal=True, gap="medium"):
        st.metric(_("Pictures"), f"{manifest.images:,}", width="content")
        st.metric(_("Classes"), f"{len(manifest.classes):,}", width="content")
        for split, count in manifest.splits.items():
            st.metric(_(SPLIT_NAMES[split]), f"{count:,}", width="content")
        st.metric(_("Files not used"), f"{manifest.refused:,}", width="content")


def _classes(dataset: Dataset) -> None:
    st.subheader(_("Classes by split"))
    chart, numbers = st.columns(2, gap="large")
    alt = _("Pictures of each class, by split; the table has the numbers.")
    with chart:
        figure = draw_pictures_by_class(dataset.counts)
        st.plotly_chart(figure, alt=alt, key=CLASSES, config={"displayModeBar": False})
        chart_download(CLASSES, name="classes")
    small = st.column_config.NumberColumn(width="small")
    with numbers:
        frame = _table(dataset)
        table(frame, name="classes", column_config=dict.fromkeys(frame.columns[1:], small))


def _table(dataset: Dataset) -> pd.DataFrame:
    counts = dataset.counts.values()
    return pd.DataFrame(
        {
            _("Class"): list(dataset.counts),
            **{_(name): [by_split[split] for by_split in counts] for split, name in SPLIT_NAMES.items()},
            _("Total"): [sum(by_split.values()) for by_split in counts],
        }
    )


def _samples(dataset: Dataset) -> None:
    st.subheader(_("Sample pictures"))
    labels: Sequence[str] = dataset.classes
    if len(labels) > MOST_CLASSES:
        labels = st.multiselect(
            _("Classes"), labels, labels[:MOST_CLASSES], key=f"samples_{dataset.name}", placeholder=_("Choose some")
        )
    for label in labels:
        pictures = dataset.list_pictures(label=label)
        st.markdown(f"**{escape_markdown(label)}**")
        _row(dataset, choose_evenly(pictures, SAMPLES))


def _row(dataset: Dataset, records: Sequence[Record]) -> None:
    try:
        images = [_thumbnail(str(dataset.find_path(record)), record.sha256, record.path) for record in records]
    except InputError as error:
        st.warning(escape_markdown(str(error)), icon=":material/warning:")
        return
    alts = [_("{label}: {file}").format(label=record.label, file=record.path) for record in records]
    with st.container(horizontal=True, gap="xsmall"):
        for image, alt in zip(images, alts, strict=True):
            st.image(image, alt=alt)
