from core.charts.class_counts import draw_pictures_by_class
from core.charts.style import TRAINING, VALIDATION

COUNTS = {"cat": {"train": 7, "val": 2, "test": 1}, "dog": {"train": 14, "val": 3, "test": 3}}


def test_a_bar_for_each_class_in_the_parts_of_its_splits():
    figure = draw_pictures_by_class(COUNTS)
    assert [(bar.name, list(bar.y), list(bar.x)) for bar in figure.data] == [
        ("Training", ["cat", "dog"], [7, 14]),
        ("Validation", ["cat", "dog"], [2, 3]),
        ("Test", ["cat", "dog"], [1, 3]),
    ]
    assert figure.layout.barmode == "stack"


def test_training_and_validation_have_their_colours():
    bars = draw_pictures_by_class(COUNTS).data
    assert [bar.marker.color for bar in bars[:2]] == [TRAINING, VALIDATION]


def test_labels_that_are_numbers_stay_labels():
    assert draw_pictures_by_class({"0": COUNTS["cat"], "10": COUNTS["dog"]}).layout.yaxis.type == "category"


def test_a_thousand_classes_make_a_chart_of_one_screen():
    assert draw_pictures_by_class({str(number): COUNTS["cat"] for number in range(1000)}).layout.height < 1200


def test_a_class_with_the_signs_of_a_tag_keeps_its_name():
    assert draw_pictures_by_class({"a <b> & c": COUNTS["cat"]}).data[0].y == ("a &lt;b> &amp; c",)
