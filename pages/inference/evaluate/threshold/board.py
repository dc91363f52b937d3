"""The board: two sorted lists of scores, and what a threshold makes of them, drawn and counted in the browser."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from core.charts.style import BAD, GOOD, class_colour
from core.evaluation.breakdown.score_lists import ScoreLists
from core.i18n import _
from core.units import format_per_cent
from pages.shared.browser.component import component
from pages.shared.charts.download.chart_download import chart_download

_mount = component(
    "inference/evaluate/threshold/board.js",
    styles=["shared/charts/chart.css", "shared/charts/playing/slider.css", "inference/evaluate/threshold/board.css"],
)


@dataclass(frozen=True)
class Place:
    """Where the sliders stand, and what a false alarm, a miss and a picture without an answer cost."""

    threshold: float
    reject: float
    alarm: float
    miss: float
    unsure: float


def board(
    scores: ScoreLists,
    place: Place,
    *,
    classes: tuple[str, str] | None,
    kept: tuple[float, float] | None,
    can_keep: bool,
    key: str,
    on_place: Callable[[Mapping[str, Any]], None],
    on_keep: Callable[[Mapping[str, Any]], None],
    on_forget: Callable[[], None],
) -> None:
    """Show the board; of two classes (positive, negative) with a threshold, else with a reject limit alone.

    `kept` are the threshold and the limit that the model has. `on_place` gets the new place when a slider is let go,
    `on_keep` the one to keep.
    """
    _mount(
        key=key,
        data={
            **scores.pack(),
            "place": asdict(place),
            "classes": classes,
            "colours": _colours(classes),
            "kept": kept,
            "canKeep": can_keep,
            "words": _words(kept, has_threshold=classes is not None),
        },
        on_place_change=lambda: on_place(st.session_state[key]["place"]),
        on_keep_change=lambda: on_keep(st.session_state[key]["keep"]),
        on_forget_change=on_forget,
    )
    chart_download(key, name="threshold")


def _colours(classes: tuple[str, str] | None) -> tuple[str, str]:
    """Of the pictures that should be above, and of those that should be below."""
    if classes is None:
        return GOOD, BAD
    names = sorted(classes)
    return class_colour(classes[0], names), class_colour(classes[1], names)


def _describe_kept(kept: tuple[float, float] | None, *, has_threshold: bool) -> str:
    """What predictions and exports use, wherever the sliders stand."""
    if kept is None:
        return ""
    threshold, limit = map(format_per_cent, kept)
    if not has_threshold:
        return _("Kept with the model, for predictions and exports: not sure below {limit}.").format(limit=limit)
    text = (
        _("Kept with the model, for predictions and exports: threshold {threshold}, not sure below {limit}.")
        if kept[1]
        else _("Kept with the model, for predictions and exports: threshold {threshold}.")
    )
    return text.format(threshold=threshold, limit=limit)


def _words(kept: tuple[float, float] | None, *, has_threshold: bool) -> dict[str, str]:
    return {
        "threshold": _("Threshold: how probable {positive} has to be"),
        "reject": _("Not sure below"),
        "never": _("answers everything"),
        "score": _("Probability of {positive}"),
        "certainty": _("Certainty of the answer"),
        "pictures": _("Pictures"),
        "right": _("right"),
        "wrong": _("wrong"),
        "truth": _("True class"),
        "unsure": _("not sure"),
        "precision": _("Precision"),
        "recall": _("Recall of all"),
        "accuracy": _("Accuracy of the answered"),
        "answered": _("Answered"),
        "cost": _("Cost"),
        "alarmCost": _("A false alarm costs"),
        "wrongCost": _("A wrong answer costs"),
        "missCost": _("A miss costs"),
        "unsureCost": _("A “not sure” costs"),
        "cheapest": _("Go to the cheapest"),
        "coverage": _("Share of the pictures that is answered"),
        "right share": _("Share of these that is right"),
        "keep": _("Keep with the model"),
        "forget": _("Forget what is kept"),
        "kept": _describe_kept(kept, has_threshold=has_threshold),
        "undefined": _("not defined"),
        "matrix": _("Confusion matrix at this threshold"),
    }
