import numpy as np

from core.charts.feature_map import MOST_DRAWN_AS_SVG, MOST_IN_LEGEND, add_rings, draw_feature_map
from core.charts.style import class_colour

CLASSES = ("cat", "<b>")


def draw(n, classes=CLASSES):
    positions = np.arange(2 * n).reshape(n, 2) / n
    labels = [classes[number % 2] for number in range(n)]
    names = [f"{label}/{number}" for number, label in enumerate(labels)]
    return draw_feature_map(positions, ids=range(100, 100 + n), names=names, labels=labels, classes=classes)


def test_a_trace_a_class_in_its_colour_with_the_name_and_number_of_each_picture():
    figure = draw(5)
    first, second = figure.data
    assert [trace.marker.color for trace in figure.data] == [class_colour(label, CLASSES) for label in CLASSES]
    assert list(first.customdata) == [100, 102, 104]
    assert list(first.text) == ["cat/0", "cat/2", "cat/4"]
    assert list(second.x) == [0.4, 1.2]
    assert second.name == "&lt;b>"
    assert figure.layout.dragmode == "lasso"
    assert figure.layout.showlegend


def test_many_points_are_drawn_by_webgl_and_many_classes_have_no_legend():
    assert draw(4).data[0].type == "scatter"
    assert draw(MOST_DRAWN_AS_SVG + 1).data[0].type == "scattergl"
    many = tuple(f"class {number}" for number in range(MOST_IN_LEGEND + 1))
    assert not draw(4, many).layout.showlegend


def test_rings_are_drawn_on_a_copy():
    figure = draw(5)
    ringed = add_rings(figure, np.array([[0.5, 0.25]]))
    assert [len(one.data) for one in (figure, ringed)] == [2, 3]
    assert list(ringed.data[2].x) == [0.5]
    assert list(ringed.data[2].y) == [0.25]
