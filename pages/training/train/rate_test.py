"""The learning-rate range test: a press starts it, its curve grows, and a press takes its suggestion over."""

import pandas as pd
import streamlit as st

from core.charts.rate_curve import draw_rate_curve
from core.i18n import N_, _
from core.specs.rates import HIGHEST, LOWEST, smooth
from core.specs.training_spec import TrainingSpec
from core.tasks.networks.rate_test import RateTest, RateTestState
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.charts.folded_table import folded_table
from pages.shared.charts.live_chart import Chart, live_charts, pack_charts
from pages.shared.plain import escape_markdown
from pages.training.train.form_state import STATE

REFRESH_SECONDS = 0.5
CHART = "rate_test_chart"
TEST = STATE.key("rate_test")
PHASES = {
    "queued": N_("Starting"),
    "fetching": N_("Downloading the weights"),
    "decoding": N_("Decoding the pictures"),
    "loading": N_("Loading Keras"),
    "measuring": N_("A step at each rate"),
}
TRIFLES = {"learning_rate": 1.0, "epochs": 1, "schedule": "constant", "warm_up": 0.0, "early_stopping": 0}


def rate_test(spec: TrainingSpec) -> None:
    """The test of the form's settings; it is kept in the session until another one starts."""
    test: RateTest | None = st.session_state.get(TEST)
    st.caption(
        _(
            "A fresh network takes a hundred steps, each at a higher rate. Where the loss is lowest the rate is on the"
            " brink of being too high; a tenth of it is what is suggested."
        )
    )
    if test is None:
        st.button(_("Test learning rates"), icon=":material/query_stats:", on_click=_start, args=(spec,))
    elif test.read().over:
        _ended(test, spec)  # not in a fragment: what is pressed here changes the form
    else:
        st.fragment(_at_work, run_every=REFRESH_SECONDS)(test)


def _at_work(test: RateTest) -> None:
    seen = test.read()
    if seen.over:
        st.rerun()
    st.button(_("Stop the test"), icon=":material/stop_circle:", on_click=test.stop)
    st.progress(seen.share, _(PHASES[seen.phase]) + " …")
    if seen.points:
        _chart(seen)


def _ended(test: RateTest, spec: TrainingSpec) -> None:
    seen = test.read()
    st.button(_("Test learning rates"), icon=":material/query_stats:", on_click=_start, args=(spec,))
    if seen.error:
        st.error(escape_markdown(str(seen.error)), icon=":material/error:")
    if seen.points:
        _chart(seen)
        chart_download(CHART, name="learning-rates")
        numbers = {"rate": [point.rate for point in seen.points], "loss": [point.loss for point in seen.points]}
        folded_table(lambda: pd.DataFrame(numbers), label=N_("The numbers of every step"))
    if not seen.error:
        _conclusion(seen, test.spec, spec)


def _start(spec: TrainingSpec) -> None:
    st.session_state[TEST] = RateTest.start(spec)


def _chart(seen: RateTestState) -> None:
    rates, losses = [point.rate for point in seen.points], [point.loss for point in seen.points]
    names = {
        "batch": _("one batch"),
        "smoothed": _("smoothed"),
        "rate": _("learning rate"),
        "loss": _("loss"),
        "suggestion": _("suggested"),
    }
    curve = smooth(losses)
    figure = draw_rate_curve(
        rates, losses, curve, lowest=LOWEST, highest=HIGHEST, suggestion=seen.suggestion, names=names
    )  # fmt: skip
    alt = _("Loss against learning rate, {steps} steps; the smoothed loss is {loss} at the last one").format(
        steps=len(rates), loss=f"{curve[-1]:.3f}"
    )
    live_charts(pack_charts(Chart(figure, alt)), key=CHART)


def _conclusion(seen: RateTestState, tested: TrainingSpec, asked: TrainingSpec) -> None:
    if tested.model_copy(update=TRIFLES) != asked.model_copy(update=TRIFLES):
        st.caption(_("The settings have changed since this test."))
    if seen.stopped:
        st.caption(_("Stopped before its end, so nothing is suggested."))
    elif seen.suggestion is None:
        st.info(
            _("The loss did not fall at any rate, so none is suggested. Try a larger batch, or look at the labels."),
            icon=":material/info:",
        )
    else:
        st.button(
            _("Use {rate}").format(rate=f"{seen.suggestion:g}"), icon=":material/check:", type="primary",
            on_click=lambda: STATE.set(learning_rate=seen.suggestion),
        )  # fmt: skip
