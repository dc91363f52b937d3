"""The picture of the screen Playground: points, network and training, drawn, built and run in the browser."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import streamlit as st

from core.charts.style import CLASS_COLOURS, TRAINING, VALIDATION
from core.concepts.descent.optimizers import Settings
from core.concepts.playground.course import LOSSES
from core.concepts.playground.flat import flatten
from core.concepts.playground.own_points import MOST_POINTS
from core.concepts.playground.scenes import MOST_CLASSES, REACH
from core.i18n import language
from pages.concepts.playground.problem import Problem
from pages.concepts.playground.state import (
    BENDS,
    CLOCK,
    MOST_CHANGES,
    MOST_LAYERS,
    MOST_UNITS,
    MOST_UPDATES,
    RATES,
    STARTS,
    STATE,
    read_texts,
    write_texts,
)
from pages.concepts.playground.words import FEATURES, list_options, list_words
from pages.shared.browser.component import component
from pages.shared.charts.download.chart_download import chart_download

KEY = "playground.screen"
TURN = "playground.turn"  # in the session: the number of the last message that the browser has sent
REPORT = "playground.report"  # in the session: what the browser has told of its training when it last rested

_mount = component(
    "concepts/playground/playground.js",
    styles=["shared/charts/playing/slider.css", "concepts/playground/playground.css"],
)


def show(problem: Problem) -> None:
    """The playground; what a hand has changed in it is taken into the state and so into the address."""
    _mount(data=_build_data(problem), key=KEY, on_hand_change=take_hand)
    chart_download(KEY, name="playground")


def take_hand() -> None:
    """Take over what the browser has sent: settings and clock as texts, and the numbers of the training at rest."""
    hand: Mapping[str, Any] = st.session_state[KEY]["hand"]
    st.session_state[TURN] = int(hand["turn"])
    STATE.set(**read_texts(STATE, hand["settings"]))
    CLOCK.set(**read_texts(CLOCK, hand["clock"]))
    if hand["report"]:
        st.session_state[REPORT] = hand["report"]


def _build_data(problem: Problem) -> dict[str, Any]:
    network = problem.network
    activations = [layer.activation for layer in network.layers]
    sizes = [len(network.layers[0].weights), *(len(layer.biases) for layer in network.layers)]
    return {
        "settings": write_texts(STATE),
        "clock": write_texts(CLOCK),
        "hidden": CLOCK["hide"],
        "turn": st.session_state.get(TURN, 0),
        "language": language(),
        "places": problem.points.places.tolist(),
        "labels": problem.points.labels.tolist(),
        "held_out": problem.held_out.astype(int).tolist(),
        "classes": problem.classes,
        "shape": {"sizes": sizes, "activations": activations, "loss": network.loss},
        "flat": flatten(network).tolist(),
        "defaults": asdict(Settings()),
        "reach": REACH,
        "limits": _list_limits(),
        "features": FEATURES,
        "options": list_options() | {"features": FEATURES},
        "lists": {"f": BENDS, "start": STARTS, "loss": LOSSES if problem.classes else LOSSES[1:]},
        "words": list_words(),
        "colours": {"classes": CLASS_COLOURS[:MOST_CLASSES], "signs": CLASS_COLOURS[:2],
                    "train": TRAINING, "test": VALIDATION},
    }  # fmt: skip


def _list_limits() -> dict[str, Any]:
    return {
        "layers": MOST_LAYERS, "units": MOST_UNITS, "points": MOST_POINTS, "classes": MOST_CLASSES, "rate": RATES,
        "changes": MOST_CHANGES, "updates": MOST_UPDATES,
    }  # fmt: skip
