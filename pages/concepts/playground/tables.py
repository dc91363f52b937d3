"""What the training has come to, as tables: what the browser told when it last rested."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from core.i18n import _
from pages.concepts.playground.problem import Problem
from pages.concepts.playground.screen import REPORT
from pages.concepts.playground.state import STATE
from pages.concepts.playground.words import FEATURES


def table_of_epochs() -> pd.DataFrame:
    """The losses over the epochs; empty before the first training."""
    told: Mapping[str, Any] = st.session_state.get(REPORT, {})
    columns = {_("epoch"): "epochs", _("training loss"): "train", _("test loss"): "test"}
    return pd.DataFrame({title: [_as_float(value) for value in told.get(name, [])] for title, name in columns.items()})


def table_of_weights(problem: Problem) -> pd.DataFrame:
    """Every weight and bias: where it began and, where the browser has trained this network, where it is now."""
    now = iter(_weights_now(problem))
    rows = []
    for number, layer in enumerate(problem.network.layers, start=1):
        sources = [FEATURES[name] for name in STATE["features"]] if number == 1 else None
        for source, weights in enumerate(layer.weights):
            name = sources[source] if sources else f"a{source + 1}"
            rows += [(number, unit + 1, name, first, next(now)) for unit, first in enumerate(weights)]
        rows += [(number, unit + 1, "b", first, next(now)) for unit, first in enumerate(layer.biases)]
    return pd.DataFrame(rows, columns=[_("layer"), _("unit"), _("from"), _("at the start"), _("now")])


def table_of_points(problem: Problem) -> pd.DataFrame:
    points = problem.points
    return pd.DataFrame(
        {
            "x1": points.places[:, 0],
            "x2": points.places[:, 1],
            _("label"): points.labels,
            _("kept for the test"): problem.held_out,
        }
    )


def _weights_now(problem: Problem) -> list[float]:
    size = sum(layer.weights.size + layer.biases.size for layer in problem.network.layers)
    told = [_as_float(value) for value in st.session_state.get(REPORT, {}).get("weights", [])]
    return told if len(told) == size else [math.nan] * size


def _as_float(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else math.nan
