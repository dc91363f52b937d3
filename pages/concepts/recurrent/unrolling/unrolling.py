"""The picture of the screen Recurrent networks: a text read step by step, at every frame of a training."""

from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from core.charts.style import BAD, CLASS_COLOURS, GOOD
from core.concepts.activations import Array
from core.concepts.recurrent.lessons import list_characters, list_sequences
from core.concepts.recurrent.text_training import FRAMES, UPDATES, TextHistory, TextTraining, train_on_text
from core.i18n import _, language
from pages.shared.browser.component import component
from pages.shared.browser.rounding import round_to_digits
from pages.shared.charts.download.chart_download import chart_download

DIGITS = 4  # more than the eye can tell; the tables below the picture have them all
SIGNS = (BAD, CLASS_COLOURS[0])

_mount = component(
    "concepts/recurrent/unrolling/unrolling.js",
    styles=[
        "shared/charts/chart.css",
        "shared/charts/playing/slider.css",
        "shared/charts/playing/playback.css",
        "concepts/recurrent/unrolling/unrolling.css",
    ],
)


def show_unrolled(
    history: TextHistory,
    *,
    place: tuple[int, int, int],
    key: str,
    on_place: Callable[[int, int, int], None],
    on_more: Callable[[], None],
) -> None:
    """The training at a `place`: a frame, a step of the text and a unit; `on_place` hears where the reader went.

    `on_more` is called when what is there of a training that is not whole has been drawn.
    """

    def report_place() -> None:
        on_place(*(int(number) for number in st.session_state[key]["place"]))

    moment = {"id": f"{history.training} {language()}", "place": list(place)}
    come = FRAMES if history.is_whole else len(history.losses)
    data = _numbers(history.training, come) | moment | {"words": _words(history.training)}
    _mount(data=data, key=key, on_place_change=report_place, on_more_change=on_more)
    chart_download(key, name="recurrent")


@lru_cache(maxsize=4)
def _numbers(training: TextTraining, frames: int) -> dict[str, Any]:
    """What only a change of the training changes, or how far it has come; all of the first sequence."""
    history = train_on_text(training, frames)
    alphabet = list_characters(training.task, training.text)
    asked = history.lessons.y[:, 0]
    return {
        "reads": list(list_sequences(training.task, training.text)[0]),
        "asked": [alphabet[row.argmax()] if row.any() else None for row in asked],
        "alphabet": list(alphabet),
        "answers": history.answers.tolist(),
        "right": round_to_digits(history.right, DIGITS),
        "units": training.units,
        "memory": b64encode(_squeeze(history)).decode(),
        "gradients": round_to_digits(_log(history.memories), DIGITS),
        "losses": round_to_digits(history.losses, DIGITS),
        "accuracies": history.accuracies.tolist(),
        "lengths": round_to_digits(_log(history.lengths), DIGITS),
        "clip": float(np.log10(training.clip)) if training.clip else None,
        "written": history.written,
        "updates": UPDATES,
        "frames": len(history.losses) if history.is_whole else FRAMES,
        "signs": SIGNS,
        "good": GOOD,
        "bad": BAD,
    }


def _squeeze(history: TextHistory) -> bytes:
    """The memory h of every frame, step and unit as a byte: 127 is 1, and what is larger looks like 1."""
    h = np.nan_to_num(history.handed_on)
    return bytes((np.clip(h, -1.0, 1.0) * 127).round().astype(np.int8).tobytes())


def _log(values: Array) -> Array:
    """Decimal logarithms; NaN, which the browser gets as null, for what has none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log10(values)
    return np.where(np.isfinite(logs), logs, np.nan)


def _words(training: TextTraining) -> dict[str, Any]:
    memory = "c" if training.cell == "lstm" else "h"
    return {
        "label": _("The steps of the text; left and right choose a step, up and down a unit"),
        "answers": _("answers"),
        "hands": _("hands on"),
        "reads": _("reads"),
        "gradient": _("size of the last answer's gradient on {memory}").format(memory=memory),
        "loss": _("loss"),
        "length": _("length of the whole gradient"),
        "limit": _("clip"),
        "update": _("update"),
        "play": _("Play"),
        "pause": _("Pause"),
        "scrub": _("update of the training"),
        "where": _("update {at} / {last}"),
        "step": _("step {step}, unit {unit}: reads “{reads}”, answers “{answers}”"),
        "unasked": _("step {step}, unit {unit}: reads “{reads}”; nothing is asked here"),
        "right": _("p of “{asked}” = {p}"),
        "accuracy": _("accuracy"),
        "alone": _("By itself it writes: “{text}”"),
    }
