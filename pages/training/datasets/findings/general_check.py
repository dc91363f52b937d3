"""The section of a check that has none of its own: what it looks for, what it found, and decisions about that."""

from collections.abc import Sequence

import streamlit as st

from core.curation import check_results
from core.curation.checks.check import Check, Problem
from core.curation.checks.problem_kinds import KINDS, get_kind
from core.data.datasets import Dataset
from core.data.decisions import Decision
from core.errors import InputError
from core.i18n import _, ngettext
from pages.shared.decisions.decide_together import decide_together
from pages.shared.decisions.decision_buttons import take, undo_button
from pages.shared.pictures.gallery import Tile, gallery, render_thumbnail
from pages.training.datasets.findings.check_job import show_check_at_work, start_check
from pages.training.datasets.findings.known_problems import load_known
from pages.training.datasets.findings.problems_table import problems_table

ON_A_PAGE = 24
SIDE = 150  # pixels
SELECTED = "check.selected"  # in the session: {(dataset, check): paths}
KEEP = Decision(kind="keep")


def general_check(dataset: Dataset, check: Check) -> None:
    """The section of the datasets screen; a quick check that finds nothing has none."""
    if check.quick:
        found: Sequence[Problem] | None = load_known(dataset).by_check[check.name]
        if not found:
            return
        _head(check)
    else:
        _head(check)
        found = check_results.load_undecided(dataset, check.name)
        if not show_check_at_work(dataset, check.name):
            _offer_look(dataset, check, again=found is not None)
    if found is not None:
        _show(dataset, check, found)


def _head(check: Check) -> None:
    st.subheader(_(check.title))
    st.write(_(check.about))
    for why in dict.fromkeys(get_kind(kind).why for kind in check.kinds if kind in KINDS):
        st.caption(_(why))


def _offer_look(dataset: Dataset, check: Check, *, again: bool) -> None:
    label = _("Look again") if again else _("Look")
    if st.button(label, icon=":material/troubleshoot:", key=f"{check.name}.look"):
        start_check(dataset, check.name)


def _show(dataset: Dataset, check: Check, found: Sequence[Problem]) -> None:
    to_decide = [one for one in found if dataset.find_picture(one.path) and one.path not in dataset.decisions]
    if not found:
        st.success(_("Nothing was found."), icon=":material/check_circle:")
    if to_decide:
        _decide(dataset, check, [one.path for one in to_decide])
        _gallery(dataset, check, to_decide)
    undo_button(dataset, section=check.name)
    if found:
        problems_table(found, section=check.name)


def _decide(dataset: Dataset, check: Check, paths: Sequence[str]) -> None:
    """Select pictures on all pages, and decide about the selected ones in one change."""
    selected = [path for path in paths if path in _read_selected(dataset, check)]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if len(selected) < len(paths):
            _select_button(dataset, check, _("Select all"), "all", paths)
        if selected:
            _select_button(dataset, check, _("Select none"), "none", ())
            _decision_buttons(dataset, check, selected)


def _select_button(dataset: Dataset, check: Check, label: str, name: str, paths: Sequence[str]) -> None:
    st.button(label, key=f"{check.name}.{name}", on_click=_select, args=(dataset, check, paths))


def _decision_buttons(dataset: Dataset, check: Check, selected: Sequence[str]) -> None:
    n = len(selected)
    decide_together(dataset, selected, section=check.name)
    st.button(
        ngettext("Keep {n} picture", "Keep {n} pictures", n).format(n=n),
        icon=":material/check:", key=f"{check.name}.keep",
        on_click=take, args=(dataset.name, dict.fromkeys(selected, KEEP)),
    )  # fmt: skip


def _gallery(dataset: Dataset, check: Check, found: Sequence[Problem]) -> None:
    pages = -(-len(found) // ON_A_PAGE)
    page = st.pagination(pages, key=f"{check.name}.page") if pages > 1 else 1
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    selected = _read_selected(dataset, check)

    def toggle(path: str) -> None:
        _select(dataset, check, list(_read_selected(dataset, check) ^ {path}))

    gallery(
        [_tile(dataset, one, chosen=one.path in selected) for one in shown],
        key=f"{check.name}.gallery", label=_(check.title), side=SIDE, on_pick=toggle,
    )  # fmt: skip


def _tile(dataset: Dataset, problem: Problem, *, chosen: bool) -> Tile:
    try:
        source = render_thumbnail(dataset.root / problem.path, SIDE, name=problem.path)
    except InputError as error:
        return Tile(problem.path, "", str(error), problem.path, chosen)
    return Tile(problem.path, source, str(problem.reason), problem.path, chosen)


def _read_selected(dataset: Dataset, check: Check) -> frozenset[str]:
    selected: frozenset[str] = st.session_state.get(SELECTED, {}).get((dataset.name, check.name), frozenset())
    return selected


def _select(dataset: Dataset, check: Check, paths: Sequence[str]) -> None:
    st.session_state[SELECTED] = {(dataset.name, check.name): frozenset(paths)}
