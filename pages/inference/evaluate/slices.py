"""Where the model errs more often than elsewhere: by size, brightness, orientation and file type of the pictures."""

import pandas as pd
import streamlit as st

from core.data import datasets
from core.errors import InputError
from core.evaluation.breakdown.slices import FEWEST, TITLES, Slice, Slices, compute_slices, tabulate_slices
from core.evaluation.comparison.compare import format_p
from core.evaluation.evaluate import Predictions
from core.i18n import N_, _, listed, sentences
from core.units import format_per_cent
from pages.shared.charts.download.csv_download import csv_download
from pages.shared.plain import escape_markdown

UNKNOWN = N_("Not measured of these pictures yet: {names}. Have the dataset checked once.")


def slices(predictions: Predictions, dataset: str) -> None:
    """The section of the screen Evaluate; without the dataset there is nothing to say."""
    try:
        found = compute_slices(predictions, datasets.load(dataset))
    except InputError:  # the matrix above it says so
        return
    st.subheader(_("Where is it worse than elsewhere?"), anchor=False)
    if not found.parts:
        st.caption(sentences(_("All pictures are alike in size, orientation and file type."), *_list_missing(found)))
        return
    for one in (one for one in found.parts if one.is_worse):
        st.warning(_explain_worse(one), icon=":material/trending_down:")
    if not found.tested:
        st.info(
            _("No part was tested: a part is held against all others where both have at least {n} pictures.").format(
                n=FEWEST
            ),
            icon=":material/info:",
        )
    elif not any(one.is_worse for one in found.parts):
        st.success(
            _("None of {n} tested parts is worse than the others by more than chance.").format(n=found.tested),
            icon=":material/check_circle:",
        )
    st.dataframe(_tabulate(found), hide_index=True, placeholder="–")
    csv_download(lambda: pd.DataFrame(tabulate_slices(found)), name="slices")
    st.caption(_explain_test(found))


def _explain_worse(one: Slice) -> str:
    text = _("{by}, {name}: {share} of {n} right, elsewhere {elsewhere}. More than chance, p {p}.")
    return escape_markdown(
        text.format(
            by=_(TITLES[one.by]),
            name=one.name,
            share=format_per_cent(one.accuracy),
            n=f"{one.n:,}",
            elsewhere=format_per_cent(one.others_accuracy),
            p=format_p(one.adjusted or 0.0),
        )
    )


def _tabulate(found: Slices) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("By"): [_(TITLES[one.by]) for one in found.parts],
            _("Part"): [str(one.name) for one in found.parts],
            _("Pictures"): [one.n for one in found.parts],
            _("Accuracy"): [format_per_cent(one.accuracy) for one in found.parts],
            _("95% interval"): [" – ".join(map(format_per_cent, one.interval)) for one in found.parts],
            _("Elsewhere"): [format_per_cent(one.others_accuracy) for one in found.parts],
            "p": [None if one.adjusted is None else format_p(one.adjusted).removeprefix("= ") for one in found.parts],
        }
    )


def _explain_test(found: Slices) -> str:
    if not found.tested:
        return sentences(*_list_missing(found))
    said = _(
        "p: Fisher's exact test, one-sided, of each part against all other pictures, corrected for {n} tests "
        "(Holm); parts under {fewest} pictures are not tested. Intervals by Wilson. A part can also be worse "
        "because it holds harder classes."
    ).format(n=found.tested, fewest=FEWEST)
    return sentences(said, *_list_missing(found))


def _list_missing(found: Slices) -> list[str]:
    if not found.missing:
        return []
    names = listed(_(TITLES[by]) for by in found.missing)
    return [_(UNKNOWN).format(names=names)]
