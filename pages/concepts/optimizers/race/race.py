"""The race of the Optimisers screen: Python's numbers, drawn and played in the browser."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import streamlit as st

from core.charts.concepts.relief import Relief, draw_relief
from core.charts.style import class_colour
from core.concepts.descent.optimizers import RULES, Settings
from core.concepts.descent.race import Noise, Run
from core.concepts.descent.surfaces import Array, Point, Surface
from core.i18n import N_, _, language
from pages.shared.browser.component import component
from pages.shared.browser.rounding import round_to_digits
from pages.shared.charts.download.chart_download import chart_download

GRID = 80  # heights along each side of the landscape
DIGITS = 6  # of every number that is sent to the browser; the table below the picture has them all
LOG_DEPTH = 1e-8  # of the highest loss: the bottom of a log scale

TITLES: Mapping[str, str] = {
    "gradient_descent": N_("Gradient descent"),
    "momentum": N_("Momentum"),
    "nesterov": N_("Nesterov"),
    "rmsprop": "RMSProp",
    "adam": "Adam",
    "adamw": "AdamW",
}
QUANTITIES: Mapping[str, str] = {
    "w": N_("where it stands"),
    "g": N_("gradient there"),
    "m": N_("memory of gradients"),
    "v": N_("memory of squares"),
    "m_hat": N_("corrected"),
    "v_hat": N_("corrected"),
    "step": N_("step"),
    "decay": N_("weight decay"),
    "after": N_("where it stands then"),
}

_mount = component(
    "concepts/optimizers/race/race.js",
    styles=["shared/charts/playing/slider.css", "concepts/optimizers/race/race.css"],
    html="concepts/optimizers/race/race.html",
)


def title_of(optimizer: str) -> str:
    """The optimiser's name in the reader's language."""
    return _(TITLES[optimizer])


def show(
    surface: Surface,
    runs: Sequence[Run],
    closely: Run,
    settings: Settings,
    *,
    count: int,
    noise: Noise,
    step: int,
    key: str,
    on_start: Callable[[Point], None],
    on_step: Callable[[int], None],
) -> None:
    """The race with its clock at `step`; `on_start` gets a start that was dragged, `on_step` where the clock was left.

    `closely` is the one of `runs` whose rule is shown with its numbers.
    """

    def report() -> None:
        hand = st.session_state[key]["hand"]
        on_step(int(hand["step"]))
        if hand["start"]:
            x, y = hand["start"]
            on_start((float(x), float(y)))

    data = _picture(surface, runs, closely, count) | {"close_up": _close_up(closely, settings)}
    data |= _texts(log=data["loss_range"]["log"])
    data |= {"picture": _identity(surface, runs, closely, settings, count, noise), "step": step}
    _mount(data=data, key=key, on_hand_change=report)
    chart_download(key, name="optimisers")


def _identity(surface: Surface, runs: Sequence[Run], closely: Run, settings: Settings, count: int, noise: Noise) -> str:
    """All that a picture follows from: the browser draws anew when this has changed."""
    names = [run.optimizer for run in (closely, *runs)]
    return repr((language(), surface.formula, surface.x_range, runs[0].path[0], names, settings, count, noise))


def _picture(surface: Surface, runs: Sequence[Run], closely: Run, count: int) -> dict[str, Any]:
    _x, _y, heights = surface.grid(GRID)
    scale = draw_relief(heights)
    return {
        "ground": {
            "size": GRID,
            "heights": _per_myriad(scale(heights).ravel()),
            "x_range": surface.x_range,
            "y_range": surface.y_range,
        },
        "minima": surface.minima,
        "runs": [_walker(run, surface, scale, chosen=run is closely) for run in runs],
        "start": runs[0].path[0].tolist(),
        "count": count,
        "loss_range": _loss_range(runs),
    }


def _walker(run: Run, surface: Surface, scale: Relief, *, chosen: bool) -> dict[str, Any]:
    return {
        "name": title_of(run.optimizer),
        "colour": class_colour(run.optimizer, list(RULES)),
        "path": round_to_digits(run.path.ravel(), DIGITS),
        "losses": round_to_digits(run.losses, DIGITS),
        "heights": round_to_digits(np.nan_to_num(scale(run.losses)), DIGITS),
        "inside": len(run.path) - 1 if run.diverged_at is None else _last_inside(run.path, surface),
        "diverged_at": run.diverged_at,
        "chosen": chosen,
    }


def _last_inside(path: Array, surface: Surface) -> int:
    """The last point before the path first leaves the window."""
    low, high = np.transpose((surface.x_range, surface.y_range))
    outside = ((path < low) | (path > high)).any(axis=1)
    return int(outside.argmax()) - 1 if outside.any() else len(path) - 1


def _loss_range(runs: Sequence[Run]) -> dict[str, Any]:
    """From the lowest loss to the highest of those who stayed; who diverges leaves the chart at the top."""
    stayed = [run.losses for run in runs if run.diverged_at is None]
    losses = np.concatenate([*stayed, *(run.losses[:1] for run in runs)])
    losses = losses[np.isfinite(losses)]
    if not losses.size:
        return {"low": 0.0, "high": 1.0, "log": False}
    low, high = float(losses.min()), float(losses.max())
    log = low >= 0 < high
    return {"low": max(low, high * LOG_DEPTH) if log else low, "high": high, "log": log}


def _close_up(run: Run, settings: Settings) -> dict[str, Any]:
    known = _quantities_of(run, settings)
    return {
        "rule": run.optimizer,
        "settings": {**asdict(settings), "rate": settings.learning_rate},
        "count": len(run.steps),
        "steps": {name: round_to_digits(values, DIGITS) for name, values in known.items()},
        "rows": [{"key": name, "words": _(words)} for name, words in QUANTITIES.items() if name in known],
        "title": _("Step {step} of {optimizer}").format(step="{step}", optimizer=title_of(run.optimizer)),
    }


def _quantities_of(run: Run, settings: Settings) -> dict[str, Array]:
    """Every quantity that the rule has, over the steps, under its sign's name; no corrections where they are off."""
    signs = {"w": "weights", "g": "gradient", "m": "m", "v": "v", "step": "step", "decay": "decay", "after": "after"}
    if settings.bias_correction:
        signs |= {"m_hat": "m_hat", "v_hat": "v_hat", "epsilon_hat": "epsilon_hat"}
    over_steps = {sign: [getattr(step, name) for step in run.steps] for sign, name in signs.items()}
    return {sign: np.array(values) for sign, values in over_steps.items() if values and values[0] is not None}


def _texts(*, log: bool) -> dict[str, Any]:
    return {
        "words": {
            "contourWords": _("From above. Drag the start."),
            "mountainWords": _("In space. Drag to turn it."),
            "lossWords": _("Height over the steps, on a log scale") if log else _("Height over the steps"),
            "note": _("α learning rate, g gradient, m′ and v′ the values of the step before, Δ the step."),
        },
        "labels": {
            "first": _("Back to the start"),
            "back": _("One step back"),
            "play": _("Play"),
            "next": _("One step on"),
            "scrub": _("Step"),
        },
        "alt": {
            "contour": _("The landscape from above with the path of each optimiser; the arrow keys move the start"),
            "mountain": _("The landscape in space with the path of each optimiser; the arrow keys turn it"),
            "loss": _("The height of each optimiser over the steps"),
        },
        "play": _("Play"),
        "pause": _("Pause"),
        "clock": _("Step {step} of {count}").format(step="{step}", count="{count}"),
        "lost": _("diverged at step {step}").format(step="{step}"),
    }


def _per_myriad(shares: Array) -> list[int]:
    """Whole numbers from 0 to 10,000, short to send; -1 where there is no height."""
    known: list[int] = np.where(np.isnan(shares), -1, np.round(shares * 1e4)).astype(int).tolist()
    return known
