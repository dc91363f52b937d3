"""The chart of a range test: a logarithmic axis that stands still, and the suggestion marked."""

import numpy as np
import plotly.graph_objects as go
import pytest

from core.charts.rate_curve import draw_rate_curve

NAMES = {"batch": "one batch", "smoothed": "smoothed", "rate": "learning rate", "loss": "loss", "suggestion": "here"}


def chart(losses, suggestion=None):
    rates = list(np.geomspace(1e-6, 1, 7))[: len(losses)]
    plain = draw_rate_curve(rates, losses, losses, lowest=1e-6, highest=1.0, suggestion=suggestion, names=NAMES)
    return go.Figure(plain)


def test_the_axis_is_that_of_the_whole_test():
    axis = chart([0.7, 0.6]).layout.xaxis
    assert axis.type == "log"
    assert axis.range == pytest.approx((-6, 0))


def test_an_explosion_does_not_flatten_the_valley():
    assert chart([0.7, 0.6, 900.0]).layout.yaxis.range[1] < 2
    assert np.isfinite(chart([float("nan")]).layout.yaxis.range[1])


def test_the_suggestion_is_marked_where_it_is():
    figure = chart([0.7, 0.5, 0.9], suggestion=1e-4)
    assert figure.layout.shapes[0].x0 == 1e-4
    assert figure.layout.annotations[0].x == pytest.approx(-4)
    assert not chart([0.7]).layout.shapes
