"""Pictures that are there twice, the two side by side: leave one out, relabel it, move it, or keep both."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from core.charts.class_counts import SPLIT_NAMES
from core.curation.checks.check import Problem
from core.curation.checks.exact_duplicates import ExactDuplicates
from core.curation.checks.near_duplicates import NearDuplicates
from core.curation.checks.problem_kinds import get_kind
from core.data.datasets import Dataset
from core.data.decisions import Decision
from core.data.index import Record
from core.errors import InputError
from core.i18n import _, sentences
from core.inference.previews import render_preview
from pages.shared.caches import cache_data
from pages.shared.decisions.decision_buttons import take, undo_button
from pages.shared.plain import escape_markdown
from pages.training.datasets.findings.known_problems import load_known
from pages.training.datasets.findings.problems_table import problems_table

WORST_FIRST = ("leakage", "label_conflict", "exact_duplicate", "near_duplicate")
ON_A_PAGE = 6
SIDE = 150  # pixels
LEAVE_OUT, KEEP = Decision(kind="leave_out"), Decision(kind="keep")


def duplicates(dataset: Dataset) -> None:
    """The section of the datasets screen."""
    st.subheader(_("Duplicates"), help=sentences(_(ExactDuplicates.about), _(NearDuplicates.about)))
    known = load_known(dataset)
    found = [*known.by_check[ExactDuplicates.name], *known.by_check[NearDuplicates.name]]
    if found:
        _show(dataset, sorted(found, key=lambda problem: WORST_FIRST.index(problem.kind)))
    elif known.measured:
        st.success(
            _("There are no duplicate pictures, not even resized, mirrored or cropped."), icon=":material/check_circle:"
        )
    else:
        st.caption(_("There are no identical files."))


def _show(dataset: Dataset, found: Sequence[Problem]) -> None:
    undo_button(dataset, section="duplicates")
    pages = -(-len(found) // ON_A_PAGE)
    page = st.pagination(pages, key="duplicates.page") if pages > 1 else 1
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    with st.grid(2, min_column_width=360):
        for problem in shown:
            one, other = dataset.find_picture(problem.path), dataset.find_picture(str(problem.other))
            if one and other:
                _card(dataset, problem, one, other)
    problems_table(found, section="duplicates")


def _card(dataset: Dataset, problem: Problem, one: Record, other: Record) -> None:
    kind = get_kind(problem.kind)
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{_(kind.title)}**")
        with st.container(horizontal=True, gap="small"):
            for record in (one, other):
                _show_picture(dataset, record)
        st.write(escape_markdown(str(problem.reason)))
        st.caption(_(kind.why))
        _ask(dataset, problem, one, other)


def _show_picture(dataset: Dataset, record: Record) -> None:
    with st.container(width=SIDE + 8):
        try:
            shown = _render(str(dataset.find_path(record)), record.sha256, record.path)
            st.image(shown, width=SIDE, alt=f"{record.label}: {record.path}")
        except InputError as error:
            st.warning(escape_markdown(str(error)), icon=":material/warning:")
        split = _(SPLIT_NAMES[str(record.split)])
        st.caption(f"{escape_markdown(record.path)} · {escape_markdown(str(record.label))} · {split}")


@cache_data(max_entries=256)
def _render(path: str, sha256: str, name: str) -> bytes:
    """The picture with this content; `sha256` makes another content another entry."""
    return render_preview(Path(path), name, 2 * SIDE)


def _ask(dataset: Dataset, problem: Problem, one: Record, other: Record) -> None:
    """What can be done about the pair: each button decides, and the pair is gone from the list."""
    first, second = (escape_markdown(record.path.rsplit("/", 1)[-1]) for record in (one, other))
    choices = [
        (_("Leave out {file}").format(file=first), {one.path: LEAVE_OUT}),
        (_("Leave out {file}").format(file=second), {other.path: LEAVE_OUT}),
    ]
    if problem.kind == "label_conflict":
        choices += [
            (_("Both are {label}").format(label=escape_markdown(str(a.label))),
             {b.path: Decision(kind="relabel", label=a.label)})
            for a, b in ((one, other), (other, one))
        ]  # fmt: skip
    if problem.kind == "leakage":
        where = _("Both into {split}")
        choices += [
            (where.format(split=_(SPLIT_NAMES[str(a.split)])), {b.path: Decision(kind="move", split=a.split)})
            for a, b in ((one, other), (other, one))
        ]
    choices.append((_("Keep both"), {one.path: KEEP, other.path: KEEP}))
    with st.container(horizontal=True, gap="xsmall"):
        for number, (label, changes) in enumerate(choices):
            st.button(label, key=f"duplicates.{number}.{problem.path}", on_click=take, args=(dataset.name, changes))
