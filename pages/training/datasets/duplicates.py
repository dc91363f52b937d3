"""Duplicates in a dataset: identical files at once, pictures that look the same when asked for."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.curation import check_results
from core.curation.checks.check import Problem
from core.curation.checks.exact_duplicates import ExactDuplicates
from core.curation.checks.near_duplicates import NearDuplicates
from core.curation.mend import LEAVE_OUT, find_surplus_copies
from core.data.datasets import Dataset
from core.errors import InputError
from core.i18n import N_, _, ngettext, sentences
from pages.shared.pictures.gallery import render_thumbnail
from pages.training.datasets.check_job import show_check_at_work, start_check
from pages.training.datasets.decision_buttons import take, undo_button

WORST_FIRST = ("label_conflict", "leakage", "exact_duplicate", "near_duplicate")
MEANT = {
    "label_conflict": N_("under two labels: one is wrong"),
    "leakage": N_("in two splits: it would be tested on"),
    "exact_duplicate": N_("the same file: one is enough"),
    "near_duplicate": N_("looks the same: one is enough"),
}
SHOWN = 50  # pairs with their pictures; the others are named
SIDE = 64  # pixels


def duplicates(dataset: Dataset) -> None:
    """The section of the datasets screen."""
    st.subheader(_("Duplicates"), help=sentences(_(ExactDuplicates.about), _(NearDuplicates.about)))
    found = check_results.load(dataset, NearDuplicates.name)
    problems = [*ExactDuplicates().find(dataset), *(found or [])]
    _show(dataset, problems, looked=found is not None)
    at_work = show_check_at_work(dataset, NearDuplicates.name)
    if found is None and not at_work:
        _offer_look(dataset)


def _show(dataset: Dataset, problems: Sequence[Problem], *, looked: bool) -> None:
    if problems:
        _table(dataset, sorted(problems, key=lambda one: WORST_FIRST.index(one.kind)))
        _offer_mend(dataset)
    elif looked:
        st.success(
            _("There are no duplicate pictures, not even resized or saved again."), icon=":material/check_circle:"
        )
    else:
        st.caption(
            _(
                "There are no identical files. Copies of a picture that were resized or saved again are found only "
                "by opening all pictures."
            )
        )


def _table(dataset: Dataset, problems: Sequence[Problem]) -> None:
    pairs = [(one.path, str(one.other)) for one in problems]
    pictures = [[_source(dataset, path) for path in pair] for pair in pairs[:SHOWN]]
    pictures += [["", ""]] * (len(problems) - len(pictures))
    columns = {
        "one": [one for one, _other in pictures],
        "other": [other for _one, other in pictures],
        _("What it means"): [_(MEANT[one.kind]) for one in problems],
        _("File"): [one for one, _other in pairs],
        _("The same as"): [other for _one, other in pairs],
    }
    picture = st.column_config.ImageColumn("", width=SIDE + 16)
    st.dataframe(
        pd.DataFrame(columns), hide_index=True, row_height=SIDE, column_config={"one": picture, "other": picture}
    )


def _source(dataset: Dataset, path: str) -> str:
    """The picture as the source of an image; empty where it is gone."""
    try:
        return render_thumbnail(dataset.root / path, SIDE, name=path)
    except InputError:
        return ""


def _offer_mend(dataset: Dataset) -> None:
    """Leave surplus copies out with one press: which of them stays makes no difference."""
    surplus = find_surplus_copies(dataset)
    with st.container(horizontal=True, vertical_alignment="center"):
        if n := len(surplus):
            st.button(
                ngettext("Leave out {n} surplus copy", "Leave out {n} surplus copies", n).format(n=n),
                icon=":material/block:", key="duplicates.mend", on_click=take,
                args=(dataset.name, dict.fromkeys(surplus, LEAVE_OUT)),
                help=_("Identical files in one split and class. One of each stays, and no file is touched."),
            )  # fmt: skip
        undo_button(dataset, section="duplicates")


def _offer_look(dataset: Dataset) -> None:
    label = _("Look for pictures that look the same")
    if st.button(label, icon=":material/content_copy:", key="duplicates.look"):
        start_check(dataset, NearDuplicates.name)
