"""The pictures that two of the runs call differently.

In the address: `?first=&second=` the two of more runs; see too `pages.shared.models.changed_pictures`.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.evaluation.comparison.compare import SPLIT, Judged
from core.i18n import _
from pages.shared import address
from pages.shared.models.changed_pictures import show_changes

SCREEN = "compare"


def disagreements(contestants: Sequence[Judged], names: Mapping[str, str]) -> None:
    """The section of the screen Compare, for two runs of those that were evaluated on the same dataset."""
    if len(contestants) < 2 or len({one.dataset for one in contestants}) > 1:
        return
    st.subheader(_("Pictures they disagree on"), anchor=False)
    first, second = _choose_two(contestants, names)
    letters = names[first.run_id], names[second.run_id]
    show_changes(first.predictions, second.predictions, first.dataset, SPLIT, letters, screen=SCREEN)


def _choose_two(contestants: Sequence[Judged], names: Mapping[str, str]) -> tuple[Judged, Judged]:
    if len(contestants) == 2:
        return contestants[0], contestants[1]
    known = {one.run_id: one for one in contestants}
    left, right = st.columns(2)
    with left:
        titles = {run_id: names[run_id] for run_id in known}
        first = address.select(_("The first of two"), titles, name="first", screen=SCREEN)
    with right:
        others = {run_id: title for run_id, title in titles.items() if run_id != first}
        second = address.select(_("The second of two"), others, name="second", screen=SCREEN)
    return known[first], known[second]
