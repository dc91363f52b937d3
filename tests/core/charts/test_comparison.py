"""Curves of several runs over each other."""

import plotly.graph_objects as go

from core.charts.comparison import draw_overlaid_curves

NAMES = {"training": "training", "validation": "validation", "epoch": "epoch", "loss": "loss", "accuracy": "accuracy"}
EPOCHS = [
    {"epoch": 1, "loss": 0.7, "accuracy": 0.5, "val_loss": 0.6, "val_accuracy": 0.6},
    {"epoch": 2, "loss": 0.5, "accuracy": 0.7, "val_loss": 0.55, "val_accuracy": 0.65},
]


def test_a_run_has_one_colour_and_one_entry_in_the_legend():
    lines = go.Figure(draw_overlaid_curves("loss", {"A": EPOCHS, "B": EPOCHS[:1]}, names=NAMES)).data
    assert [line.name for line in lines] == ["A", "A", "B", "B"]
    assert [line.showlegend for line in lines] == [False, True, False, True]
    assert lines[0].line.color == lines[1].line.color != lines[2].line.color


def test_training_is_dotted_and_validation_solid():
    training, validation = go.Figure(draw_overlaid_curves("accuracy", {"A": EPOCHS}, names=NAMES)).data
    assert (training.line.dash, list(training.y)) == ("dot", [0.5, 0.7])
    assert (validation.line.dash, list(validation.y)) == ("solid", [0.6, 0.65])


def test_one_epoch_is_a_point():
    assert go.Figure(draw_overlaid_curves("loss", {"A": EPOCHS[:1]}, names=NAMES)).data[0].mode == "markers"


def test_runs_of_very_different_lengths_stand_on_a_logarithmic_axis():
    long = [EPOCHS[0] | {"epoch": epoch} for epoch in range(1, 151)]
    assert draw_overlaid_curves("loss", {"A": EPOCHS, "B": long}, names=NAMES)["layout"]["xaxis"]["type"] == "log"
    assert "type" not in draw_overlaid_curves("loss", {"A": EPOCHS, "B": long[:10]}, names=NAMES)["layout"]["xaxis"]
