"""The learning curve: peaks survive thinning, colours mean the same everywhere."""

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts.learning_curve import MAX_POINTS, draw_learning_curve, draw_recorded_curve, thin_out
from core.charts.style import CLASS_COLOURS, TRAINING, VALIDATION, class_colour

NAMES = {name: name for name in ("batch", "training", "validation", "epoch", "best", "loss", "accuracy")}
EPOCHS = [
    {"epoch": 1, "loss": 0.7, "accuracy": 0.5, "val_loss": 0.6, "val_accuracy": 0.6},
    {"epoch": 2, "loss": 0.5, "accuracy": 0.8, "val_loss": 0.7, "val_accuracy": 0.55},
]
BATCHES = {"position": [0.5, 1.0, 1.5, 2.0], "loss": [0.9, 0.7, 0.6, 0.5], "accuracy": [0.4, 0.5, 0.7, 0.8]}


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=500), st.sampled_from([10, 50, 100]))
def test_thinning_keeps_the_extremes_in_order(values, limit):
    x, y = thin_out(range(len(values)), values, limit)
    assert len(x) <= max(limit, 1) or len(x) == len(values) <= limit
    assert y.max() == max(values)
    assert y.min() == min(values)
    assert (np.diff(x) > 0).all()


def test_a_short_line_is_left_alone():
    x, y = thin_out([1, 2, 3], [4, 5, 6])
    assert (x.tolist(), y.tolist()) == ([1, 2, 3], [4, 5, 6])


@pytest.mark.parametrize("metric", ["loss", "accuracy"])
def test_the_figure_shows_batches_training_and_validation(metric):
    figure = go.Figure(draw_learning_curve(metric, BATCHES, EPOCHS, names=NAMES, best_epoch=1))
    batches, training, validation = figure.data
    assert list(batches.y) == BATCHES[metric]
    assert list(training.y) == [epoch[metric] for epoch in EPOCHS]
    assert list(validation.y) == [epoch[f"val_{metric}"] for epoch in EPOCHS]
    assert (training.line.color, validation.line.color) == (TRAINING, VALIDATION)
    assert figure.layout.shapes[0].x0 == 1
    assert [one.hovertemplate.partition("<extra>")[0] for one in figure.data] == ["%{y}"] * 3
    assert "batch" in batches.hovertemplate


def test_no_line_is_too_long_to_be_drawn():
    count = 3 * MAX_POINTS
    epochs = [EPOCHS[0] | {"epoch": number, "val_loss": number % 11} for number in range(1, count + 1)]
    batches = {name: np.linspace(0, count, count) for name in BATCHES}
    plain = draw_learning_curve("loss", batches, epochs, names=NAMES, best_epoch=None)
    assert max(len(line["x"]) for line in plain["data"]) == MAX_POINTS
    assert all(len(line["x"]) == len(line["y"]) for line in plain["data"])
    assert plain["data"][2]["y"].max() == 10


def test_the_first_spike_does_not_flatten_the_loss():
    spiked = {**BATCHES, "loss": [50.0, *[0.7] * 20], "position": np.linspace(0, 2, 21)}
    figure = go.Figure(draw_learning_curve("loss", spiked, EPOCHS, names=NAMES, best_epoch=1))
    assert figure.layout.yaxis.range[1] == pytest.approx(1.1 * 0.7)


@pytest.mark.parametrize(("positions", "epochs", "end"), [([0.1, 0.4], 0, 1), ([0.5, 2.5], 2, 2.5), ([], 7, 7)])
def test_the_curve_has_the_whole_width_however_much_is_still_to_come(positions, epochs, end):
    batches = {"position": positions, "loss": [1.0] * len(positions), "accuracy": [0.5] * len(positions)}
    told = [EPOCHS[0] | {"epoch": number + 1} for number in range(epochs)]
    layout = draw_learning_curve("loss", batches, told, names=NAMES, best_epoch=None)["layout"]
    assert layout["xaxis"]["range"] == pytest.approx([0, 1.02 * end])


def test_before_the_first_epoch_nothing_is_marked():
    figure = go.Figure(draw_learning_curve("loss", BATCHES, [], names=NAMES, best_epoch=None))
    assert not figure.layout.shapes


def test_a_class_keeps_its_colour():
    classes = ["cat", "dog", "fox"]
    assert [class_colour(label, classes) for label in classes] == list(CLASS_COLOURS[:3])


def test_a_recorded_curve_has_both_lines_and_the_level_that_was_claimed():
    figure = draw_recorded_curve(
        [1, 2], [0.5, 0.9], [0.5, 0.6], names=("seen", "unseen"), claim=(0.945, "claimed"), x_title="e", y_title="a"
    )
    seen, unseen = figure.data
    assert (seen.name, list(seen.y), seen.line.color) == ("seen", [0.5, 0.9], TRAINING)
    assert (unseen.name, list(unseen.y), unseen.line.color) == ("unseen", [0.5, 0.6], VALIDATION)
    assert figure.layout.shapes[0].y0 == 0.945
    word = figure.layout.annotations[0]
    assert (word.text, word.xanchor, word.yanchor) == ("claimed", "left", "top"), "not below its beginning"
