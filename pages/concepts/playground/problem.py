"""From the state of the screen to what is trained: the points, and the network at its beginning."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.concepts.network import Network
from core.concepts.playground.course import create_network
from core.concepts.playground.own_points import decode
from core.concepts.playground.scenes import SCENES, Points, choose_held_out
from pages.concepts.playground.state import OWN, STATE

PER_CENT = 100.0


@dataclass(frozen=True)
class Problem:
    """`classes` is 0 for a regression; `held_out` (n,) says which points are kept for the test."""

    points: Points
    held_out: NDArray[np.bool_]
    classes: int
    network: Network


def is_regression() -> bool:
    points = STATE["points"]
    return bool(STATE["task"] == "values" if points == OWN else SCENES[points].regression)


def make_problem() -> Problem:
    regression = is_regression()
    drawn = (STATE["own"],) if STATE["points"] == OWN else (STATE["count"], STATE["noise"], STATE["seed"])
    points = _make_points(STATE["points"], STATE["classes"], regression, drawn)
    classes = 0 if regression else STATE["classes"]
    network = create_network(**list_network_arguments(classes))
    return Problem(points, choose_held_out(len(points.labels), STATE["test"] / PER_CENT), classes, network)


def list_network_arguments(classes: int) -> dict[str, Any]:
    """What `create_network` is asked for."""
    return {
        "inputs": len(STATE["features"]),
        "hidden": STATE["layers"],
        "activation": STATE["f"],
        "classes": classes,
        "loss": STATE["loss"],
        "initializer": STATE["start"],
        "seed": STATE["seed"],
    }


@lru_cache(maxsize=32)
def _make_points(name: str, classes: int, regression: bool, drawn: tuple[str] | tuple[int, float, int]) -> Points:
    if len(drawn) == 3:
        count, noise, seed = drawn
        return SCENES[name].draw(count, classes=classes, noise=noise, seed=seed)
    points = decode(drawn[0], regression=regression)
    return points if regression else Points(points.places, np.minimum(points.labels, classes - 1.0))
