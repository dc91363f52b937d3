"""What goes on inside a head that learned alone: how much of the network it is, and the strengths that were tried."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.charts.strengths import draw_strengths
from core.i18n import N_, _, sentences
from core.runs.folder import RunFolder
from core.runs.trained_head import TrainedHead
from core.units import format_loss, format_per_cent
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.charts.folded_table import folded_table
from pages.shared.charts.live_chart import Chart, live_charts, pack_charts

METRICS = {"val_loss": N_("Validation loss"), "val_accuracy": N_("Validation accuracy")}


def head_view(run: RunFolder, epochs: int, setup: Mapping[str, Any]) -> None:
    """Of a run whose head is trained; `setup` is what its worker recorded of the strengths."""
    if head := TrainedHead.load(run.head):
        text = _(
            "Only the last layer learned: {weights} weights on the {features} features that the pretrained network "
            "sees in a picture. All else is as it was, so there are no filters to watch. In each of {epochs} epochs "
            "it saw every training picture once."
        )
        size = head.last.kernel.size + head.last.bias.size
        st.markdown(text.format(weights=f"{size:,}", features=f"{len(head.last.kernel):,}", epochs=epochs))
    if "strengths" not in setup:
        return
    tried, taken = setup["strengths"], setup["strength"]
    is_best = min(tried, key=lambda one: one["val_loss"])["strength"] == taken
    among_equals = _(
        "The head trained until it had converged, with several strengths of regularisation at once. Of those that the "
        "validation pictures cannot tell from the best, the strongest was taken: {strength}."
    )
    the_best = _(
        "The head trained until it had converged, with several strengths of regularisation at once. The one with the "
        "lowest validation loss was taken, {strength}: every stronger one is worse by more than chance."
    )
    text = the_best if is_best else among_equals
    again = _(
        "With it the head was then fitted once more, to the validation pictures as well: more pictures make a better "
        "head. What the curves and figures say of validation was measured before that."
    )
    said = [text.format(strength=f"{taken:g}"), *([again] if head and head.validated else [])]
    st.caption(sentences(*said))
    live_charts(_pack(tried, taken), key=f"strengths_{run.run_id}")
    chart_download(f"strengths_{run.run_id}", name="strengths")
    folded_table(lambda: _table(tried), label=N_("The strengths that were tried"))


def _pack(tried: Sequence[Mapping[str, float]], taken: float) -> bytes:
    names = {name: _(text) for name, text in METRICS.items()}
    words = names | {"strength": _("Strength (L2)"), "taken": _("taken")}
    mine = next(one for one in tried if one["strength"] == taken)
    said = {"val_loss": format_loss(mine["val_loss"]), "val_accuracy": format_per_cent(mine["val_accuracy"])}
    alt = _("{metric} by strength; {value} with the one that was taken")
    return pack_charts(
        *(
            Chart(draw_strengths(metric, tried, taken, names=words), alt.format(metric=name, value=said[metric]))
            for metric, name in names.items()
        )
    )


def _table(tried: Sequence[Mapping[str, float]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Strength (L2)"): [one["strength"] for one in tried],
            _("Validation loss"): [one["val_loss"] for one in tried],
            _("Validation accuracy"): [one["val_accuracy"] for one in tried],
        }
    )
