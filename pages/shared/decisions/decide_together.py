"""Decide about chosen pictures in one change: another class, another split, left out, or back as they were found."""

from collections.abc import Sequence
from typing import cast

import streamlit as st

from core.charts.class_counts import SPLIT_NAMES
from core.curation.deciding.mend import LEAVE_OUT
from core.data.datasets import Dataset
from core.data.decisions import Decision
from core.data.index import Split
from core.i18n import _, ngettext
from pages.shared.decisions.decision_buttons import take


def decide_together(dataset: Dataset, paths: Sequence[str], *, section: str) -> None:
    """Buttons that decide about these pictures; `section` tells them from others on the screen."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if any(dataset.decisions.get(path) != LEAVE_OUT for path in paths):
            _offer_to_leave_out(dataset, paths, section)
        with st.popover(_("Relabel"), icon=":material/label:"):
            _offer_classes(dataset, paths, section)
        with st.popover(_("Move"), icon=":material/drive_file_move:"):
            _offer_splits(dataset, paths, section)
        if decided := [path for path in paths if path in dataset.decisions]:
            st.button(
                _("As it was found"), icon=":material/restart_alt:", key=f"{section}.back",
                on_click=take, args=(dataset.name, dict.fromkeys(decided)),
            )  # fmt: skip


def _offer_to_leave_out(dataset: Dataset, paths: Sequence[str], section: str) -> None:
    n = len(paths)
    label = ngettext("Leave out {n} picture", "Leave out {n} pictures", n).format(n=n)
    decisions = dict.fromkeys(paths, LEAVE_OUT)
    st.button(label, icon=":material/block:", key=f"{section}.leave_out", on_click=take, args=(dataset.name, decisions))


def _offer_classes(dataset: Dataset, paths: Sequence[str], section: str) -> None:
    label = st.selectbox(_("Class"), dataset.classes, key=f"{section}.class")
    decision = Decision(kind="relabel", label=label)
    st.button(
        _("Relabel"), type="primary", key=f"{section}.relabel", on_click=take,
        args=(dataset.name, dict.fromkeys(paths, decision)),
    )  # fmt: skip


def _offer_splits(dataset: Dataset, paths: Sequence[str], section: str) -> None:
    split = st.segmented_control(
        _("Split"), list(SPLIT_NAMES), format_func=lambda one: _(SPLIT_NAMES[one]), key=f"{section}.split",
        default="train", required=True,
    )  # fmt: skip
    decision = Decision(kind="move", split=cast(Split, split))
    st.button(
        _("Move"), type="primary", key=f"{section}.move", on_click=take,
        args=(dataset.name, dict.fromkeys(paths, decision)),
    )  # fmt: skip
