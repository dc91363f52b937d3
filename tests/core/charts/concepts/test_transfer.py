import pytest

from core.charts.concepts.transfer import AccuracyLine, draw_accuracy_lines

LINES = (
    AccuracyLine("head", [10, 100], [0.9, 0.95], [(0.8, 0.95), (0.9, 0.99)]),
    AccuracyLine("fine", [], []),
    AccuracyLine("scratch", [10], [0.5]),
)


def test_every_way_has_its_line_and_its_whiskers():
    figure = draw_accuracy_lines(LINES, chosen=10, titles=("photos", "accuracy"), ticks=[10, 100])
    head, fine, scratch = figure.data
    assert list(head.y) == [0.9, 0.95]
    assert list(head.error_y.array) == pytest.approx([0.05, 0.04])
    assert list(head.error_y.arrayminus) == pytest.approx([0.1, 0.05])
    assert (fine.x, scratch.error_y.visible) == ((), False)
    assert len({line.line.color for line in figure.data}) == 3
    assert head.line.width > fine.line.width, "as good as the other, it would be hidden beneath it"
    assert figure.layout.xaxis.type == "log"
