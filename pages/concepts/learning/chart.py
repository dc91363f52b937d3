"""The picture of the screen How a network learns: one training to scrub through, drawn in the browser."""

from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from core.charts.style import BAD, CLASS_COLOURS
from core.concepts.activations import Array
from core.concepts.learning import SIDE, History, Training, train
from core.concepts.network import Trace
from core.concepts.points import POINT_SETS
from core.i18n import N_, _, language
from pages.shared.browser.component import component
from pages.shared.browser.rounding import round_to_digits
from pages.shared.charts.download.chart_download import chart_download

STAGES = {
    "data": N_("data"),
    "initialise": N_("initialise"),
    "forward": N_("forward"),
    "loss": N_("loss"),
    "backward": N_("backward"),
    "update": N_("update"),
}
NETS = {
    "data": N_("the network, not yet there"),
    "initialise": N_("weights: width is size, colour is sign"),
    "forward": N_("weights: width is size, colour is sign"),
    "loss": N_("weights: width is size, colour is sign"),
    "backward": N_("gradients: width is size, colour is sign"),
    "update": N_("the step: against the gradient"),
}
TOLD = {
    "data": N_("Two classes of points. The network will only ever see their coordinates and what is right."),
    "initialise": N_(
        "The weights are drawn by chance, and the map shows what such a network believes: nothing useful."
    ),
    "forward": N_("Each point goes through the network: sums, bends, and at the end a probability. The map shows it."),
    "loss": N_("The loss says with one number how wrong all these probabilities are."),
    "backward": N_("Backwards through the network: how much does each weight add to the loss? That is its gradient."),
    "update": N_("Each weight takes a small step against its gradient. Then the next epoch begins with forward."),
}
SIGNS = (BAD, CLASS_COLOURS[0])
DIGITS = 4  # more than the eye can tell from the picture

_mount = component(
    "concepts/learning/chart.js",
    styles=[
        "shared/charts/chart.css",
        "shared/charts/playing/slider.css",
        "shared/charts/playing/playback.css",
        "concepts/learning/chart.css",
    ],
)


def learning_chart(
    history: History,
    *,
    epoch: int,
    stage: str,
    example: int,
    key: str,
    on_place: Callable[[int, str], None],
    on_example: Callable[[int], None],
) -> None:
    """The training at one epoch and stage; `on_place` and `on_example` hear where the reader went."""

    def report_place() -> None:
        on_place(*st.session_state[key]["place"])

    def report_example() -> None:
        on_example(st.session_state[key]["example"])

    place = {"id": f"{history.training} {example} {language()}", "epoch": epoch, "stage": stage}
    data = _numbers(history.training, example) | place | {"words": _words()}
    _mount(data=data, key=key, on_place_change=report_place, on_example_change=report_example)
    chart_download(key, name="learning")


@lru_cache(maxsize=4)
def _numbers(training: Training, example: int) -> dict[str, Any]:
    """What only a change of the training or of the marked point changes."""
    history = train(training)
    return {
        "x": history.x.round(4).tolist(),
        "y": history.y[:, 0].astype(int).tolist(),
        "example": example,
        "units": history.training.units,
        "losses": round_to_digits(history.losses, DIGITS),
        "accuracies": history.accuracies.tolist(),
        "weights": _rows(history, lambda layer: (layer.layer.weights, layer.layer.biases)),
        "gradients": _rows(history, lambda layer: (layer.weights_gradient, layer.biases_gradient)),
        "signals": [_signals(step, example) for step in history.steps],
        "maps": b64encode((history.maps * 255).round().astype(np.uint8).tobytes()).decode(),
        "side": SIDE,
        "low": POINT_SETS[training.points].low,
        "high": POINT_SETS[training.points].high,
        "colours": CLASS_COLOURS[:2],
        "signs": SIGNS,
    }


def _rows(history: History, parts: Callable[[Any], tuple[Array, Array]]) -> list[list[float]]:
    """An epoch a row: the weights of both layers, then the biases of both."""
    rows = []
    for step in history.steps:
        hidden, output = (parts(layer) for layer in step.layers)
        rows.append(np.concatenate([hidden[0].ravel(), output[0].ravel(), hidden[1], output[1]]))
    rounded: list[list[float]] = round_to_digits(np.array(rows), DIGITS)
    return rounded


def _signals(step: Trace, example: int) -> list[float]:
    """What the watched example makes of every unit: inputs, hidden, output."""
    signals = np.concatenate([step.x[example], *(layer.a[example] for layer in step.layers)])
    rounded: list[float] = round_to_digits(signals, DIGITS)
    return rounded


def _words() -> dict[str, Any]:
    return {
        "epoch": _("epoch"),
        "play": _("Play"),
        "pause": _("Pause"),
        "next": _("Next step"),
        "map": _("what the network says of every place"),
        "loss": _("loss"),
        "accuracy": _("accuracy"),
        "where": _("epoch {at} / {last}"),
        "watched": _("the marked point: y = {y}, p = {p}"),
        "names": {stage: _(name) for stage, name in STAGES.items()},
        "nets": {stage: _(text) for stage, text in NETS.items()},
        "stages": {stage: _(text) for stage, text in TOLD.items()},
    }
