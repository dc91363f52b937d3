"""A curve of more pictures is drawn on as errors fall, and says whether pictures or another network come first."""

import pytest

from core.charts.search.data_curve import draw_data_curve
from core.search.more_pictures import DataCurve, DataPoint, explain_curve, foretell


def points(*accuracies, training=0.99, n=1000):
    counts = (250, 500, 1000)
    return [
        DataPoint(run="r", pictures=count, accuracy=accuracy, training_accuracy=training, n=n)
        for count, accuracy in zip(counts, accuracies, strict=True)
    ]


def test_errors_that_fall_as_a_power_go_on_as_a_power():
    found = foretell(points(1 - 0.4, 1 - 0.28, 1 - 0.196), 2000)  # times 0.7 with twice as many
    assert found.accuracy == pytest.approx(1 - 0.1372, abs=1e-6)
    assert found.low < found.accuracy < found.high


def test_fewer_validation_pictures_know_less():
    few, many = (foretell(points(0.6, 0.7, 0.8, n=n), 2000) for n in (50, 5000))
    assert few.high - few.low > 5 * (many.high - many.low)


def test_all_right_is_no_error():
    assert 0.99 < foretell(points(1.0, 1.0, 1.0), 2000).accuracy <= 1


@pytest.mark.parametrize(
    ("accuracies", "training", "said"),
    [
        ((0.6, 0.72, 0.8), 0.99, ["More pictures would help", "It has 99.0% of its training pictures right, so"]),
        ((0.7, 0.7, 0.7), 0.72, ["More pictures would hardly help", "a larger network, or more epochs, comes first"]),
    ],
)
def test_it_says_what_comes_first(accuracies, training, said):
    told = [str(one) for one in explain_curve(DataCurve(points=tuple(points(*accuracies, training=training))))]
    assert all(text in one for text, one in zip(said, told, strict=False))


def test_too_few_validation_pictures_are_told():
    told = [str(one) for one in explain_curve(DataCurve(points=tuple(points(0.6, 0.7, 0.75, n=20))))]
    assert told[-1] == "The interval is wide: there are only 20 validation pictures."


def test_the_chart_goes_on_from_the_last_point():
    names = dict.fromkeys(("measured", "foretold", "pictures", "accuracy"), "w")
    measured = [(250, 0.6, 0.5, 0.7), (500, 0.7, 0.6, 0.8)]
    known, ahead = draw_data_curve(measured, (1000, 0.8, 0.7, 0.9), names=names)["data"]
    assert known["x"].tolist() == [250, 500]
    assert ahead["x"].tolist() == [500, 1000]
