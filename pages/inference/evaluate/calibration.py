"""Whether the model's probabilities can be believed, and the temperature that makes them so.

The temperature is fitted on validation pictures; what it does is shown on the pictures that are chosen above.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from core.charts.calibration import Series, draw_reliability
from core.data import datasets
from core.errors import InputError
from core.evaluation.evaluate import Predictions
from core.evaluation.report.calibration import Bin, Calibration
from core.evaluation.report.figure_words import format_loss_interval, format_share_interval
from core.evaluation.report.metrics import Report
from core.i18n import N_, _
from core.inference.decision import save_decision
from core.intervals import compute_wilson_interval
from core.units import format_loss, format_score
from pages.inference.evaluate.judged import Judged, read_calibration, read_notes, read_part
from pages.inference.evaluate.offer import offer
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.charts.folded_table import folded_table
from pages.shared.charts.live_chart import Chart, live_charts, pack_charts
from pages.shared.charts.table import table

CHART = "evaluate.reliability"


def calibration_section(judged: Judged) -> None:
    """The diagram of the chosen pictures, before and after the temperature that suits the validation pictures."""
    st.caption(
        _(
            "A model that is 80% sure should be right 80 times in 100. Points below the dotted line are answers "
            "that the model is too sure of. A temperature above 1 makes it less sure; the most probable class stays "
            "the same."
        )
    )
    validation = judged.raw if judged.part == "val" else read_part(judged.model, judged.dataset, "val")
    fitted = validation.get_report().usable_temperature if validation else None
    tried = judged.found.rule.temperature if fitted is None else fitted
    before = judged.raw.get_report()
    after = None if tried == 1 else read_calibration(judged, tried)
    _compare(before, after)
    chart, text = st.columns([3, 2], gap="medium")
    with chart:
        _diagram(before, after)
    with text:
        _temperature(judged, validation, fitted, worse=after is not None and _read_loss(after) > _read_loss(before))
    folded_table(lambda: _tabulate(before, after), label=N_("The diagram as a table"))


def _read_loss(judged: Report | Calibration) -> float:
    return judged.figures["log_loss"].value or 0.0


def _diagram(before: Report, after: Calibration | None) -> None:
    series = [_make_series(_("as trained"), before.reliability)]
    if after:
        series.append(_make_series(_("with the temperature"), after.reliability))
    names = {
        "confidence": _("Probability of the answer"),
        "accuracy": _("Share that is right"),
        "perfect": _("perfectly calibrated"),
        "pictures": _("Pictures"),
    }
    alt = _("Reliability diagram; the calibration error is {ece}.").format(
        ece=format_score(before.figures["ece"].value)
    )
    live_charts(pack_charts(Chart(draw_reliability(series, names), alt)), key=CHART)
    chart_download(CHART, name="reliability")


def _make_series(name: str, bins: Sequence[Bin]) -> Series:
    return Series(
        name,
        np.array([one.confidence for one in bins]),
        np.array([one.right / one.n for one in bins]),
        np.array([compute_wilson_interval(one.right, one.n) for one in bins]),
        np.array([one.n for one in bins]),
    )


def _compare(before: Report, after: Calibration | None) -> None:
    reports = [before.figures, *([after.figures] if after else [])]
    states = [_("As trained"), _("With the temperature")][: len(reports)]
    errors, losses = ([figures[name] for figures in reports] for name in ("ece", "log_loss"))
    interval = _("95% interval")
    frame = pd.DataFrame(
        {
            _("Metric"): [_("Calibration error")] * len(reports) + [_("Loss")] * len(reports),
            "": states * 2,
            _("Value"): [format_score(one.value) for one in errors] + [format_loss(one.value or 0) for one in losses],
            interval: [format_share_interval(one) for one in errors] + [format_loss_interval(one) for one in losses],
        }
    )
    table(frame, name="calibration")


def _temperature(judged: Judged, validation: Predictions | None, fitted: float | None, *, worse: bool) -> None:
    kept = judged.found.rule.temperature
    if validation is None:
        _ask_for_validation(judged)
    elif fitted is None:
        said = _("Of the {n} validation pictures every one is right, so no temperature can be measured on them.")
        st.info(said.format(n=f"{len(validation.paths):,}"), icon=":material/info:")
    else:
        text = _("Temperature {temperature}, fitted on {n} validation pictures.")
        st.markdown(text.format(temperature=f"**{fitted:.3f}**", n=f"{len(validation.paths):,}"))
        if judged.part == "val":
            st.caption(_("It was fitted on the pictures that you see here; look at the test pictures too."))
        if judged.part != "val":
            _tell_of_learned(judged, validation)
        if worse:
            st.warning(_("On the pictures that you see here the loss is higher with it."), icon=":material/warning:")
        if judged.can_keep and fitted != kept:
            _keep_button(
                judged, _("Keep it with the model"), fitted, name="keep", kind="secondary" if worse else "primary"
            )
    _tell_of_limit(judged)
    if kept != 1:
        st.success(
            _("The temperature {temperature} is kept with the model: predictions and exports use it.").format(
                temperature=f"{kept:.3f}"
            ),
            icon=":material/check:",
        )
        _keep_button(judged, _("Remove the temperature"), 1.0, name="remove", kind="secondary")


def _tell_of_learned(judged: Judged, validation: Predictions) -> None:
    if read_notes(judged.model, judged.dataset, "val", validation).moved:
        text = _("Among the validation pictures are some that the model was trained on: the temperature is too low.")
        st.warning(text, icon=":material/warning:")


def _tell_of_limit(judged: Judged) -> None:
    """What another temperature does to a threshold and a limit that are kept."""
    rule = judged.found.rule
    if rule.threshold is None and rule.reject_below is None:
        return
    if len(judged.raw.classes) == 2:
        st.caption(_("With another temperature the kept threshold and limit move along, so that no answer changes."))
    else:
        said = _("The kept limit for “not sure” stays {limit} at any temperature: look at it again after a change.")
        st.caption(said.format(limit=format_score(rule.reject_below)))


def _keep_button(judged: Judged, label: str, temperature: float, *, name: str, kind: str) -> None:
    if st.button(label, key=f"evaluate.temperature.{name}", type=kind, icon=":material/thermostat:"):  # type: ignore[arg-type]
        save_decision(judged.model, judged.found.rule.at_temperature(temperature, judged.model.classes))
        st.rerun()


def _ask_for_validation(judged: Judged) -> None:
    """A temperature is never fitted on the pictures that it is judged by."""
    try:
        has_some = bool(datasets.load(judged.dataset).list_pictures(split="val"))
    except InputError:
        has_some = False
    if has_some:
        text = _("To fit a temperature, the model has to be evaluated on the validation pictures too.")
        offer(judged.model, judged.dataset, "val", text)
    else:
        st.info(
            _("This dataset has no validation pictures, so no temperature can be fitted here."), icon=":material/info:"
        )


def _tabulate(before: Report, after: Calibration | None) -> pd.DataFrame:
    states = {_("As trained"): before.reliability}
    if after:
        states[_("With the temperature")] = after.reliability
    rows = [(state, one) for state, bins in states.items() for one in bins]
    return pd.DataFrame(
        {
            "": [state for state, _one in rows],
            _("Probability of the answer"): [round(one.confidence, 4) for _state, one in rows],
            _("Share that is right"): [round(one.right / one.n, 4) for _state, one in rows],
            _("Pictures"): [one.n for _state, one in rows],
        }
    )
