"""One layer of each family on the same input: what it shares, what it sees, what it costs."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import streamlit as st

from core.charts.concepts.family_costs import draw_family_costs
from core.concepts.families import Cost, compute_costs
from core.i18n import N_, _
from pages.concepts.families.state import KERNELS, PLACES, STATE, WIDTHS
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.concept_screen import scaffold

LAYER_NAMES = {
    "dense": N_("Dense (DNN)"),
    "convolution": N_("Convolution (CNN)"),
    "recurrent": N_("Recurrent (RNN)"),
    "attention": N_("Attention (Transformer)"),
}
SHARED = {
    "dense": N_("Nothing: every pair of numbers has a weight of its own."),
    "convolution": N_("The kernel, over all places: what is learned here holds there."),
    "recurrent": N_("The weights, over all moments; a state carries what came before."),
    "attention": N_("The projections, over all places; who looks at whom follows from the data."),
}
TAKES = {
    "dense": N_("numbers of a fixed count: a table, features"),
    "convolution": N_("grids: pictures, sound as a spectrogram"),
    "recurrent": N_("sequences, one after the other"),
    "attention": N_("sequences and sets, all at once; BERT looks both ways, GPT to the left"),
}
FORMULAS = {
    "dense": r"(nd)^2",
    "convolution": r"n k d^2",
    "recurrent": r"2 n d^2",
    "attention": r"4 n d^2 + 2 n^2 d",
}


def layers() -> None:
    """The controls, a card a family, and the costs by the length of the input."""
    places, width, kernel = st.columns(3)
    places.slider(_("Places n (words, pixels of a row)"), *PLACES, key=STATE.key("places"))
    width.slider(_("Numbers a place d"), *WIDTHS, key=STATE.key("width"))
    kernel.slider(_("Kernel k"), *KERNELS, step=2, key=STATE.key("kernel"))
    costs = compute_costs(STATE["places"], STATE["width"], STATE["kernel"])
    for (name, cost), column in zip(costs.items(), st.columns(len(costs)), strict=True):
        with column.container(border=True, height="stretch"):
            _show_card(name, cost)
    _show_chart()
    scaffold.table(lambda: costs_table(costs), label=N_("The costs as a table"))


def _show_card(name: str, cost: Cost) -> None:
    """The numbers before the sentences, which differ in length: so they stand side by side."""
    st.markdown(f"**{_(LAYER_NAMES[name])}**")
    st.metric(_("Parameters"), f"{cost.parameters:,}")
    st.metric(_("MACs"), f"{cost.macs:,}")
    st.latex(FORMULAS[name])
    st.markdown(_("Takes {what}.").format(what=_(TAKES[name])))
    st.markdown("**" + _("Shared") + "** · " + _(SHARED[name]))
    st.caption(
        _("An output sees {reach} of {places} places. Steps one after the other: {steps}.").format(
            reach=cost.reach, places=STATE["places"], steps=cost.steps
        )
    )


def _show_chart() -> None:
    lengths = np.unique(np.geomspace(*PLACES, 60).astype(int)).tolist()
    rows = [compute_costs(n, STATE["width"], STATE["kernel"]) for n in lengths]
    macs = {_(title): [row[name].macs for row in rows] for name, title in LAYER_NAMES.items()}
    st.plotly_chart(
        draw_family_costs(lengths, macs, STATE["places"], titles=(_("places n"), _("MACs of one layer"))),
        alt=_("MACs of one layer of each family by the number of places; the table has the numbers."),
        key="families.costs",
        config={"displayModeBar": False},
    )
    chart_download("families.costs", name="costs-by-places")


def costs_table(costs: Mapping[str, Cost]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("layer"): [_(LAYER_NAMES[name]) for name in costs],
            _("parameters"): [cost.parameters for cost in costs.values()],
            _("MACs"): [cost.macs for cost in costs.values()],
            _("sees"): [cost.reach for cost in costs.values()],
            _("steps"): [cost.steps for cost in costs.values()],
        }
    )
