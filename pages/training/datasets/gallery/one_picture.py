"""One picture of a dataset large, with what is known about it, and decisions about it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import streamlit as st

from core.charts.class_counts import SPLIT_NAMES
from core.curation.checks.check import Problem
from core.data.datasets import Dataset
from core.data.index import Record
from core.errors import InputError
from core.i18n import _
from core.inference.previews import render_preview
from core.units import format_bytes
from pages.shared.caches import cache_data
from pages.shared.decisions.decide_together import decide_together
from pages.shared.plain import escape_markdown

SIDE = 960  # pixels of the longer side


@cache_data(max_entries=32)
def _render(path: str, version: int, name: str) -> bytes:

    return render_preview(Path(path), name, SIDE)


def one_picture(dataset: Dataset, record: Record, problems: Sequence[Problem], *, on_close: Callable[[], None]) -> None:
    """The picture, its facts, what was found and decided, and what can be decided."""
    with st.container(border=True):
        picture, facts = st.columns([3, 2], gap="large")
        with picture:
            _show_picture(dataset, record)
        with facts:
            _show_facts(dataset, record, problems)
            decide_together(dataset, [record.path], section="one")
            st.button(_("Close"), icon=":material/close:", type="tertiary", key="one.close", on_click=on_close)


def _show_picture(dataset: Dataset, record: Record) -> None:
    path = dataset.find_path(record)
    try:
        version = path.stat().st_mtime_ns if path.exists() else 0
        alt = _("{label}: {file}").format(label=record.label, file=record.path)
        st.image(_render(str(path), version, record.path), alt=alt, width="stretch")
    except InputError as error:
        st.warning(escape_markdown(str(error)), icon=":material/warning:")


def _show_facts(dataset: Dataset, record: Record, problems: Sequence[Problem]) -> None:
    st.markdown(f"**{escape_markdown(record.path)}**")
    for name, value in _list_facts(dataset, record):
        st.markdown(f"{name}: {escape_markdown(value)}")
    for problem in problems:
        st.warning(escape_markdown(str(problem.reason)), icon=":material/warning:")


def _list_facts(dataset: Dataset, record: Record) -> Iterator[tuple[str, str]]:
    path = dataset.find_path(record)
    size = _("{width} × {height} pixels").format(width=f"{record.width:,}", height=f"{record.height:,}")
    yield _("Size"), f"{size}, {format_bytes(path.stat().st_size)}" if path.is_file() else size
    yield _("Class"), str(record.label)
    yield _("Split"), _(SPLIT_NAMES[record.split]) if record.split else "–"
    if record.path in dataset.decisions:
        yield _("Decided"), _describe_decision(dataset, record)


def _describe_decision(dataset: Dataset, record: Record) -> str:
    decision = dataset.decisions[record.path]
    texts = {
        "leave_out": _("left out"),
        "keep": _("looked at, and right"),
        "relabel": _("the class; it was added as {label}"),
        "move": _("the split"),
    }
    found = next(one for one in dataset.found if one.path == record.path)
    return texts[decision.kind].format(label=found.label)
