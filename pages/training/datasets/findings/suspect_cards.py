"""The suspects as cards: decide about each, or select some and decide about them in one change."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from core.charts.class_counts import SPLIT_NAMES
from core.curation.labels.suspects import Suspect
from core.data.datasets import Dataset
from core.data.decisions import Decision
from core.data.index import Record
from core.errors import InputError
from core.i18n import N_, _, ngettext
from core.inference.previews import render_preview
from core.units import format_per_cent
from pages.shared.caches import cache_data
from pages.shared.decisions.decision_buttons import take, undo_button
from pages.shared.plain import escape_markdown

ON_A_PAGE = 6
SIDE = 220  # pixels
SELECTED = "suspects.selected"  # in the session: {dataset: paths}
LEAVE_OUT = Decision(kind="leave_out")
DECIDED = {
    "relabel": N_(":material/label: now {label}"),
    "leave_out": N_(":material/block: left out"),
    "keep": N_(":material/check: the label is right"),
    "move": N_(":material/drive_file_move: now in {split}"),
}

Suspects = Sequence[tuple[Record, Suspect]]


@cache_data(max_entries=256)
def _picture(path: str, sha256: str, name: str) -> bytes:
    return render_preview(Path(path), name, 2 * SIDE)


def suspect_cards(dataset: Dataset, found: Suspects) -> None:
    _show_bulk(dataset, found)
    pages = -(-len(found) // ON_A_PAGE)
    page = st.pagination(pages, key="suspects.page") if pages > 1 else 1
    with st.grid(3, min_column_width=260):
        for record, suspect in found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]:
            _card(dataset, record, suspect)


def _show_bulk(dataset: Dataset, found: Suspects) -> None:
    """Select pictures on all pages, decide about the selected ones, undo."""
    likely = {
        record.path: dataset.classes[suspect.likely]
        for record, suspect in found
        if record.path not in dataset.decisions
    }
    selected = [path for path in likely if path in _read_selected(dataset.name)]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if len(selected) < len(likely):
            st.button(_("Select all"), key="suspects.all", on_click=_select, args=(dataset.name, list(likely)))
        if selected:
            st.button(_("Select none"), key="suspects.none", on_click=_select, args=(dataset.name, []))
            _bulk_buttons(dataset.name, {path: likely[path] for path in selected})
        undo_button(dataset, section="suspects")


def _bulk_buttons(name: str, likely: dict[str, str]) -> None:
    n = len(likely)
    st.button(
        ngettext("Leave out {n} picture", "Leave out {n} pictures", n).format(n=n),
        icon=":material/block:", key="suspects.leave_out", on_click=take, args=(name, dict.fromkeys(likely, LEAVE_OUT)),
    )  # fmt: skip
    relabelled = {path: Decision(kind="relabel", label=label) for path, label in likely.items()}
    st.button(
        ngettext("Relabel {n} picture", "Relabel {n} pictures", n).format(n=n),
        icon=":material/label:", key="suspects.relabel", help=_("Each as the others say."),
        on_click=take, args=(name, relabelled),
    )  # fmt: skip


def _read_selected(name: str) -> frozenset[str]:
    selected: frozenset[str] = st.session_state.get(SELECTED, {}).get(name, frozenset())
    return selected


def _select(name: str, paths: Sequence[str]) -> None:
    st.session_state[SELECTED] = {name: frozenset(paths)}


def _toggle(name: str, path: str) -> None:
    _select(name, list(_read_selected(name) ^ {path}))


def _card(dataset: Dataset, record: Record, suspect: Suspect) -> None:
    likely, decision = dataset.classes[suspect.likely], dataset.decisions.get(record.path)
    with st.container(border=True, height="stretch"):
        _show_picture(dataset, record)
        says = _("Label **{label}**. The others say **{likely}**, {probability}.")
        st.markdown(
            says.format(
                label=escape_markdown(str(record.label)),
                likely=escape_markdown(likely),
                probability=format_per_cent(suspect.probability),
            )
        )
        split = _(SPLIT_NAMES[str(record.split)])
        st.caption(f"{escape_markdown(record.path)} · {split}" + (" · " + _("sure") if suspect.sure else ""))
        if decision:
            _show_decision(dataset, record, decision)
        else:
            _ask(dataset, record, likely)


def _show_picture(dataset: Dataset, record: Record) -> None:
    try:
        shown = _picture(str(dataset.find_path(record)), record.sha256, record.path)
        st.image(shown, width=SIDE, alt=f"{record.label}: {record.path}")
    except InputError as error:
        st.warning(escape_markdown(str(error)), icon=":material/warning:")


def _ask(dataset: Dataset, record: Record, likely: str) -> None:
    choices = {
        "relabel": (_("It is {label}").format(label=escape_markdown(likely)), Decision(kind="relabel", label=likely)),
        "leave_out": (_("Leave out"), LEAVE_OUT),
        "keep": (_("Keep"), Decision(kind="keep")),
    }
    with st.container(horizontal=True, gap="xsmall"):
        for kind, (label, decision) in choices.items():
            key = f"suspects.{kind}.{record.path}"
            st.button(label, key=key, on_click=take, args=(dataset.name, {record.path: decision}))
    key = f"suspects.select.{record.path}"
    st.session_state[key] = record.path in _read_selected(dataset.name)
    st.checkbox(_("Select"), key=key, on_change=_toggle, args=(dataset.name, record.path))


def _show_decision(dataset: Dataset, record: Record, decision: Decision) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        split = _(SPLIT_NAMES[decision.split]) if decision.split else ""
        text = _(DECIDED[decision.kind]).format(label=escape_markdown(decision.label or ""), split=split)
        st.markdown(text, width="content")
        st.button(
            _("Undo"), icon=":material/undo:", type="tertiary", key=f"suspects.undo.{record.path}",
            on_click=take, args=(dataset.name, {record.path: None}),
        )  # fmt: skip
