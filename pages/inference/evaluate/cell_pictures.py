"""The pictures of one cell of a confusion matrix."""

import numpy as np
import pandas as pd
import streamlit as st

from core.evaluation.evaluate import Predictions
from core.evaluation.tables import tabulate_predictions
from core.i18n import N_, _, ngettext
from core.units import format_per_cent
from pages.shared.charts.folded_table import folded_table
from pages.shared.pictures.explain_link import go_to_explanation
from pages.shared.pictures.paged_gallery import Shown, paged_gallery
from pages.shared.plain import escape_markdown

PICKED = "evaluate.explained"  # in the session: the picture that was clicked


def cell_pictures(model: str, found: Predictions, dataset: str, true: int, predicted: int) -> None:
    """Show the pictures of class `true` that were taken for `predicted`, the surest first, a page at a time.

    A click on one leads to why the model says so.
    """
    if picked := st.session_state.pop(PICKED, None):
        go_to_explanation(model, dataset, picked)
    places = found.find_cell(true, predicted)
    st.markdown(_heading(len(places), found.classes[true], found.classes[predicted]))
    if len(places):
        shown = [_describe(found, place, predicted) for place in places.tolist()]
        paged_gallery(dataset, shown, key="evaluate.pictures", label=_("Pictures of the cell"), on_pick=_pick)
        st.caption(_("Click on a picture to see why the model says so."))
        folded_table(lambda: _tabulate(found, places), label=N_("The pictures of the cell as a table"))


def _pick(path: str) -> None:
    st.session_state[PICKED] = path


def _heading(count: int, true: str, predicted: str) -> str:
    if true == predicted:
        text = ngettext("{count} picture of {true} was recognised", "{count} pictures of {true} were recognised", count)
    else:
        text = ngettext(
            "{count} picture of {true} was taken for {predicted}",
            "{count} pictures of {true} were taken for {predicted}",
            count,
        )
    return text.format(
        count=f"{count:,}", true=f"**{escape_markdown(true)}**", predicted=f"**{escape_markdown(predicted)}**"
    )


def _tabulate(found: Predictions, places: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(tabulate_predictions(found)).iloc[places]


def _describe(found: Predictions, place: int, predicted: int) -> Shown:
    path, sure = found.paths[place], format_per_cent(float(found.probabilities[place, predicted]))
    return Shown(path, sure, f"{path}: {found.classes[predicted]} {sure}")
