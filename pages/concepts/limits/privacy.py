"""What a model remembers: its loss on a photo tells whether it was trained on it."""

from typing import Any

import numpy as np
import streamlit as st

from core.charts.concepts.losses_apart import draw_losses_apart
from core.concepts.limits.membership import Attack, compute_area, guess_members
from core.content.recorded.remembered import RecordedLosses, read_remembered
from core.i18n import _
from core.networks import catalogue
from core.units import format_per_cent
from pages.concepts.limits.state import RUNS, STATE, THRESHOLDS
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.concept_screen import latex, scaffold


def privacy() -> None:
    """The controls, the two distributions, and how well they are told apart."""
    recorded = read_remembered()
    st.markdown(
        _(
            "Somebody has a photo and can ask the model. Was the photo **in the training set**? If the loss is small,"
            " guess yes. Move the threshold, and see how often the guess is right."
        )
    )
    run, threshold = st.columns([2, 3])
    titles = {name: catalogue.translate_title(name) for name in RUNS}
    run.selectbox(_("Model"), RUNS, format_func=titles.__getitem__, key=STATE.key("run"))
    threshold.select_slider(
        _("Guess “trained on it” where the loss is below"),
        range(len(THRESHOLDS)),
        format_func=lambda place: f"{THRESHOLDS[place]:.2g}",
        key=STATE.key("threshold"),
    )
    losses = recorded.runs[STATE["run"]]
    guess = read_guess()
    _show_chart(losses, guess["threshold"])
    attack = guess_members(**guess)
    _show_attack(attack, compute_area(guess["member_losses"], guess["other_losses"]))
    _show_formula(attack)
    st.caption(
        _(
            "A recorded run on {photos}, {machine}: the best of {epochs} epochs, {member} right about the training"
            " photos and {other} about photos that it has not seen."
        ).format(
            photos=recorded.photos,
            machine=recorded.machine,
            epochs=losses.epochs,
            member=format_per_cent(losses.member_accuracy),
            other=format_per_cent(losses.other_accuracy),
        )
    )


def read_guess() -> dict[str, Any]:
    """What the guess is made of: the losses of the chosen run, and the threshold."""
    losses = read_remembered().runs[STATE["run"]]
    return {
        "member_losses": np.array(losses.members),
        "other_losses": np.array(losses.others),
        "threshold": float(THRESHOLDS[STATE["threshold"]]),
    }


def _show_chart(losses: RecordedLosses, limit: float) -> None:
    names = {
        "seen": _("training photos"),
        "unseen": _("photos it has not seen"),
        "loss": _("loss of the photo"),
        "share": _("share of the photos"),
    }
    st.plotly_chart(
        draw_losses_apart(losses.members, losses.others, limit, names=names),
        alt=_("Two histograms of losses, of training photos and of others, and the threshold between them."),
        key="limits.losses",
        config={"displayModeBar": False},
    )
    chart_download("limits.losses", name="losses")


def _show_attack(attack: Attack, area: float) -> None:
    caught, alarms, better = st.columns(3)
    caught.metric(_("Training photos found"), format_per_cent(attack.hit_rate))
    alarms.metric(_("False alarms"), format_per_cent(attack.false_alarm_rate))
    better.metric(
        _("Area under ROC"), f"{area:.3f}", help=_("0.5 is guessing; 1 is finding every training photo and no other.")
    )


def _show_formula(attack: Attack) -> None:
    with scaffold.folded():
        scaffold.formula(
            r"\text{advantage} = P(\ell < t \mid \text{member}) - P(\ell < t \mid \text{other})",
            rf"\frac{{{attack.caught}}}{{{attack.members}}} - \frac{{{attack.false_alarms}}}{{{attack.others}}}"
            rf" = {latex.number(attack.advantage)}",
        )
