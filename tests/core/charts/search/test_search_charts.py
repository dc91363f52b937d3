"""The charts of a search say what its trials were."""

import numpy as np
import plotly.graph_objects as go
import pytest

from core.charts.search.axes import make_axis
from core.charts.search.frontier import draw_frontier
from core.charts.search.history import draw_history
from core.charts.search.importance import draw_importance
from core.charts.search.parallel import draw_parallel
from core.charts.search.slices import draw_slice

RATE = make_axis("learning_rate", low=1e-4, high=1e-2, log=True, choices=())
SCHEDULE = make_axis("schedule", low=0, high=0, log=False, choices=("constant", "cosine"))
DROPOUT = make_axis("dropout", low=0, high=0.6, log=False, choices=())
VALUES = [
    {"learning_rate": 1e-3, "schedule": "cosine", "dropout": 0.3},
    {"learning_rate": 1e-4, "schedule": "constant", "dropout": 0.0},
]


def test_an_axis_places_numbers_logarithms_and_choices():
    assert (RATE.place(1e-3), SCHEDULE.place("cosine"), DROPOUT.place(0.3)) == (-3, 1, 0.3)
    assert list(make_axis("depth", low=1, high=3, log=False, choices=(), whole=True).texts) == ["1", "2", "3"]
    assert list(RATE.texts) == ["0.0001", "0.001", "0.01"]


def figures():
    said = ("finished", "stopped", "best", "interval", "trial", "accuracy", "small", "trials", "frontier")
    words = dict.fromkeys(said, "w")
    yield draw_history({1: 0.7, 3: 0.8}, {2: 0.5}, [0.7, 0.8], [(0.6, 0.8), (0.7, 0.9)], names=words)
    yield draw_parallel([RATE, SCHEDULE, DROPOUT], VALUES, [0.7, 0.8], names={}, accuracy="accuracy")
    yield draw_parallel([RATE], [], [], names={}, accuracy="accuracy")
    yield draw_slice(SCHEDULE, ["cosine", "constant"], [0.7, 0.8], name="Schedule", accuracy="accuracy")
    yield draw_importance({"a": (0.7, 0.5, 0.9), "b": (0.1, 0.0, 0.2)}, share="share")
    yield draw_frontier([(1e5, 0.7), (1e6, 0.8)], [(1e5, 0.7)], names=words)


@pytest.mark.parametrize("figure", list(figures()))
def test_plotly_takes_every_figure(figure):
    go.Figure(figure)


def test_the_lines_go_through_the_settings_of_their_trials():
    (lines,) = draw_parallel([RATE, SCHEDULE], VALUES, [0.7, 0.8], names={}, accuracy="accuracy")["data"]
    np.testing.assert_allclose([one["values"] for one in lines["dimensions"]], [[-3, -4], [1, 0], [0.7, 0.8]])
    assert lines["dimensions"][1]["ticktext"] == ["constant", "cosine"]
