"""What goes on inside a run's model, epoch by epoch: a replay that is drawn in the browser.

In the address: `&epoch=` where the reader has stopped (without it the newest epoch is followed), `&inside=` which part.
"""

from pathlib import Path
from typing import Any

import streamlit as st

from core.charts.style import class_colour
from core.data import datasets
from core.errors import InputError
from core.evaluation.replay import Replay
from core.i18n import N_, _, language
from core.runs.inside import Header
from pages.shared import address
from pages.shared.browser.component import component
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.pictures.gallery import render_thumbnail

SIDE = 96  # pixels of a picture
PARTS = {
    "mistakes": N_("What it mistakes"),
    "pictures": N_("Twelve pictures"),
    "filters": N_("Filters"),
    "layers": N_("Layer by layer"),
    "machine": N_("Machine"),
}
WORDS = {
    "epoch": N_("epoch"),
    "where": N_("epoch {at} / {last}"),
    "play": N_("Play"),
    "pause": N_("Pause"),
    "newest": N_("Follow the newest"),
    "true": N_("True class"),
    "predicted": N_("Predicted class"),
    "right": N_("{right} of {n} validation pictures are right: {share}"),
    "mistake": N_("{true} taken for {predicted}: {count}"),
    "perfect": N_("No mistake at this epoch."),
    "said": N_("{label}: {said} {share}"),
    "gone": N_("The picture is gone"),
    "pictures": N_("The same validation pictures at every epoch. The bar is the probability of the true class; the "
                   "line is how it got there."),
    "filters": N_("The weights of the first layer as small colour pictures: grey is zero. Each is as bright as its "
                  "largest weight allows."),
    "no_filters": N_("The first layer is not a convolution over colours, so there are no filters to show."),
    "layer": N_("Layer"),
    "weights": N_("norm of the weights"),
    "gradients": N_("norm of the gradient"),
    "ratios": N_("update / weight"),
    "dead": N_("dead ReLUs"),
    "table": N_("The layers at this epoch"),
    "layers": N_("From blue to red: from the first layer to the last, measured in the last step of each epoch. A ratio"
                 " near 10⁻³ is usual; far above it the steps are too long, far below too short. Dead means"
                 " silent on all of {probe} validation pictures."),
    "rate": N_("learning rate"),
    "images": N_("images a second"),
    "memory": N_("memory of the worker (GB)"),
    "gpu": N_("load of the GPU"),
    "none": N_("not measured here"),
}  # fmt: skip

_mount = component(
    "shared/run/inside/replay.js",
    styles=[
        "shared/charts/chart.css",
        "shared/charts/playing/slider.css",
        "shared/charts/playing/playback.css",
        "shared/run/inside/replay.css",
    ],
)


def replay_view(replay: Replay, *, run_id: str, dataset: str) -> None:
    """Show the replay of a run that was trained on `dataset`, whose pictures may be gone."""
    key = f"inside_{run_id}"
    asked, classes = st.query_params.get("epoch", ""), replay.header.classes
    _mount(
        key=key,
        data={
            "replay": replay.text,
            "id": f"{run_id} {language()}",
            "epoch": int(asked) if asked.isdecimal() else None,
            "part": st.query_params.get("inside", ""),
            "colours": [class_colour(label, classes) for label in classes],
            "pictures": _render_thumbnails(dataset, replay.header),
            "parts": {name: _(title) for name, title in PARTS.items()},
            "words": {name: _(text) for name, text in WORDS.items()},
        },
        on_place_change=lambda: _keep_place(key),
    )
    chart_download(key, name="inside")


def _keep_place(key: str) -> None:
    place: dict[str, Any] = st.session_state[key]["place"]
    address.put(epoch=None if place["epoch"] is None else str(place["epoch"]), inside=place["part"])


def _render_thumbnails(name: str, header: Header) -> list[dict[str, str | None]]:
    """The twelve pictures as data URLs; None for each that is no longer there."""
    try:
        root = datasets.load(name).root
    except InputError:
        return [{"path": path, "src": None} for path in header.paths]
    return [{"path": path, "src": _thumbnail(root / path, path)} for path in header.paths]


def _thumbnail(path: Path, name: str) -> str | None:
    try:
        return render_thumbnail(path, SIDE, name=name)
    except InputError:
        return None
