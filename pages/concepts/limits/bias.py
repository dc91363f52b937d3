"""A biased dataset, built before the reader's eyes: cats in snow, dogs without, and what a head makes of it."""

import pandas as pd
import streamlit as st

from core.i18n import N_, _
from core.inference.examples.snow import Judged, choose_collection, draw_collected, judge_collection
from core.sketches import LABELS
from core.units import format_per_cent
from pages.concepts.limits.state import COUNTS, STATE
from pages.shared.caches import cache_data
from pages.shared.charts.download.csv_download import csv_download

SHOWN = 10  # drawings of each class
WIDE = 64  # pixels of a drawing on the screen; Streamlit would shrink a larger one anew in every run
GROUPS = {
    ("cat", True): N_("Cats in snow"),
    ("cat", False): N_("Cats without snow"),
    ("dog", False): N_("Dogs without snow"),
    ("dog", True): N_("Dogs in snow"),
}


@cache_data(max_entries=256)
def _draw(label: str, number: int, in_snow: bool) -> bytes:
    return draw_collected(label, number, in_snow, WIDE)


def bias() -> None:
    """The controls, the collection, and what the head is right about."""
    st.markdown(
        _(
            "You collect drawings of cats and dogs. Cats happen to be met in snow, dogs outside it; nobody intends"
            " anything. Move the slider, and read how often the classifier is right about **each kind**."
        )
    )
    share, count = st.columns([3, 1])
    share.slider(_("Cats met in snow, and dogs met without (%)"), 50, 100, key=STATE.key("share"))
    count.selectbox(_("Drawings a class"), COUNTS, key=STATE.key("count"))
    _show_collection(STATE["share"] / 100)
    judged = judge_collection(STATE["share"] / 100, int(STATE["count"]))
    _show_totals(judged)
    _show_groups(judged)
    csv_download(lambda: groups_table(judged), name="groups")


def _show_collection(share: float) -> None:
    """A few of each class, as many of them in snow as in the collection."""
    for label in LABELS:
        drawings = [one for one in choose_collection(share, SHOWN) if one[0] == label]
        st.image(
            [_draw(*one) for one in drawings],
            width=WIDE,
            alt=[f"{label}, {_('in snow') if snow else _('without snow')}" for _label, _number, snow in drawings],
        )


def _show_totals(judged: Judged) -> None:
    alike, fair = st.columns(2)
    with alike.container(border=True, height="stretch"):
        st.metric(_("Right, on a test collected in the same way"), format_per_cent(judged.alike.accuracy))
        st.caption(_("This is what the person who collected them sees."))
    with fair.container(border=True, height="stretch"):
        st.metric(_("Right, on as many of each kind"), format_per_cent(judged.fair.accuracy))
        st.caption(_("This is what everybody else will meet."))


def _show_groups(judged: Judged) -> None:
    for group, column in zip(GROUPS, st.columns(len(GROUPS)), strict=True):
        right = judged.groups[group]
        low, high = (format_per_cent(end) for end in right.interval)
        with column.container(border=True, height="stretch"):
            st.metric(_(GROUPS[group]), f"{right.right} / {right.n}")
            st.caption(_("95% interval {low} to {high}").format(low=low, high=high))


def groups_table(judged: Judged) -> pd.DataFrame:
    """A row a kind, then the two totals."""
    rows = {_(GROUPS[group]): judged.groups[group] for group in GROUPS}
    rows |= {_("A test collected in the same way"): judged.alike, _("As many of each kind"): judged.fair}
    return pd.DataFrame(
        {
            _("drawings"): list(rows),
            _("right"): [right.right for right in rows.values()],
            _("of"): [right.n for right in rows.values()],
            _("accuracy"): [right.accuracy for right in rows.values()],
            _("95% from"): [right.interval[0] for right in rows.values()],
            _("95% to"): [right.interval[1] for right in rows.values()],
        }
    )
