"""The learning curve: both lines, the level that was claimed, training blue and validation orange."""

from core.charts.article import learning_curve
from core.charts.style import TRAINING, VALIDATION


def test_learning_curve():
    figure = learning_curve(
        [1, 2], [0.5, 0.9], [0.5, 0.6], names=("seen", "unseen"), claim=(0.945, "claimed"), x_title="e", y_title="a"
    )
    seen, unseen = figure.data
    assert (seen.name, list(seen.y), seen.line.color) == ("seen", [0.5, 0.9], TRAINING)
    assert (unseen.name, list(unseen.y), unseen.line.color) == ("unseen", [0.5, 0.6], VALIDATION)
    assert figure.layout.shapes[0].y0 == 0.945
    assert figure.layout.annotations[0].text == "claimed"
