"""Every learning rate with every momentum: how many steps each pair takes near the minimum, and which is the best."""

import numpy as np
import pandas as pd
import streamlit as st

from core.charts.concepts.pace_map import Mark, draw_pace_map
from core.concepts.activations import Array
from core.concepts.descent.pace import Pace, count_steps, find_larger_roots, measure_curvatures, trace_pace
from core.concepts.descent.surfaces import Surface
from core.i18n import N_, _
from pages.concepts.optimizers.race_state import STATE
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.charts.download.csv_download import csv_download
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.latex import aligned, number

LABEL = N_("Every learning rate with every momentum")
KEY = "optimizers.every_pair"
SIDE = 80  # pairs along each axis
MOMENTA = np.linspace(0.0, 0.99, SIDE)
LOWEST, HIGHEST = 0.01, 6.0  # learning rates of the map, as shares of 1 / the larger curvature
DIGITS = 4  # of the best rate: near the best pair a little more is much slower


def show_every_pair(surface: Surface) -> None:
    """A line to unfold, where it is known what bends how much: at a minimum."""
    if not surface.minima:
        return
    folded = st.expander(_(LABEL), icon=":material/grid_on:", key=f"folded.{LABEL}", on_change="rerun")
    if folded.open:
        with folded:
            _show(measure_curvatures(surface))


def _show(curvatures: Array) -> None:
    pace = trace_pace(curvatures, STATE["rate"], STATE["momentum"])
    rates = np.geomspace(LOWEST, HIGHEST, SIDE) / curvatures[1]
    steps = count_steps(find_larger_roots(curvatures, *np.meshgrid(rates, MOMENTA, indexing="ij")).max(axis=0))
    st.caption(
        _(
            "Near the minimum: after how many steps momentum is ten times nearer. Where there is no colour, it never"
            " arrives. Without momentum (β = 0) the flat direction sets the pace; with too much of it both swing."
        )
    )
    marks = (
        Mark(STATE["momentum"], STATE["rate"], _("your pair"), "circle"),
        Mark(pace.best[1], pace.best[0], _("the best pair"), "star"),
    )
    st.plotly_chart(
        draw_pace_map(MOMENTA, rates, steps, marks, titles=(_("Momentum β"), _("Learning rate α"), _("steps"))),
        alt=_("A map of steps by momentum and learning rate; the file below has the numbers."),
        key=KEY,
        config={"displayModeBar": False},
    )
    with st.container(horizontal=True):
        st.button(_("Take the best pair"), key=f"{KEY}.best", icon=":material/star:", on_click=_take, args=(pace,))
        csv_download(lambda: _tabulate(rates, steps), name="pairs")
        chart_download(KEY, name="pairs")
    scaffold.formula(*_write(curvatures, pace))


def _take(pace: Pace) -> None:
    """The best pair, seen closely."""
    rate, momentum = pace.best
    STATE.set(rate=float(f"{rate:.{DIGITS}g}"), momentum=round(momentum, 2), closely="momentum")


def _tabulate(rates: Array, steps: Array) -> pd.DataFrame:
    rate, momentum = np.meshgrid(rates, MOMENTA, indexing="ij")
    return pd.DataFrame({_("learning rate"): rate.ravel(), _("momentum"): momentum.ravel(), _("steps"): steps.ravel()})


def _write(curvatures: Array, pace: Pace) -> tuple[str, str]:
    """The law, and what your pair and the best one leave of the distance."""
    flat, steep = (number(float(curvature)) for curvature in curvatures)
    symbols = aligned(
        r"x_{t+1} &= (1 + \beta - \alpha c)\, x_t - \beta\, x_{t-1}",
        r"0 &= z^2 - (1 + \beta - \alpha c)\, z + \beta",
        r"\alpha^* &= \left(\tfrac{2}{\sqrt{c_1} + \sqrt{c_2}}\right)^2 \quad"
        r" \beta^* = \left(\tfrac{\sqrt{c_2} - \sqrt{c_1}}{\sqrt{c_2} + \sqrt{c_1}}\right)^2",
    )
    first, second = (number(float(root)) for root in pace.roots)
    numbers = aligned(
        rf"c_1 &= {flat}: \; |z| = {first}",
        rf"c_2 &= {steep}: \; |z| = {second}",
        rf"|x_{{t+1}}| &\approx {number(pace.left)} \, |x_t|",
        rf"\alpha^* &= {number(pace.best[0])} \quad \beta^* = {number(pace.best[1])}",
        rf"|x_{{t+1}}| &\approx {number(pace.best_left)} \, |x_t|",
    )
    return symbols, numbers
