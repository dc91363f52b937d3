"""The strengths of a head, and the one that was taken."""

from core.charts.strengths import draw_strengths

NAMES = {"val_loss": "loss", "val_accuracy": "accuracy", "strength": "strength", "taken": "taken"}
TRIED = [{"strength": one, "val_loss": loss, "val_accuracy": 0.975} for one, loss in ((0.1, 0.2), (0.01, 0.1))]


def test_the_strength_that_was_taken_is_marked():
    curve, mark = draw_strengths("val_loss", TRIED, 0.1, names=NAMES)["data"]
    assert (curve["x"].tolist(), curve["y"].tolist()) == ([0.01, 0.1], [0.1, 0.2])
    assert (mark["x"].tolist(), mark["y"].tolist()) == ([0.1], [0.2])


def test_equal_accuracies_have_an_axis_near_them():
    low, high = draw_strengths("val_accuracy", TRIED, 0.1, names=NAMES)["layout"]["yaxis"]["range"]
    assert 0.9 < low < 0.975 < high < 1.01
