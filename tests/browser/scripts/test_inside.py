"""The parts of a replay: the mistakes of an epoch, the ends of an axis, and the pixels of a filter."""

import pytest

pytestmark = pytest.mark.browser
CHART, FILTERS, LAYERS, MISTAKES = (
    f"shared/run/inside/{name}.js" for name in ("epoch_chart", "filters", "layers", "mistakes")
)
COUNTS = [8, 2, 0, 5, 4, 1, 0, 3, 7]  # three classes: 19 of 30 are right


def test_hits_are_the_diagonal(scripts):
    assert scripts.call(MISTAKES, "countHits", COUNTS, 3) == 19


def test_the_most_frequent_mistakes_come_first_and_hits_and_zeros_never(scripts):
    found = scripts.call(MISTAKES, "mostFrequent", COUNTS, 3)
    assert [(one["label"], one["predicted"], one["count"]) for one in found] == [
        (1, 0, 5),
        (2, 1, 3),
        (0, 1, 2),
        (1, 2, 1),
    ]


@pytest.mark.parametrize(
    ("values", "options", "ends"),
    [
        ([2, 4, None], {}, [2, 4.2]),
        ([2, 4], {"low": 0}, [0, 4.4]),
        ([0.2, 0.4], {"low": 0, "high": 1}, [0, 1]),
        ([-2.3, 0.4], {"log": True}, [-3, 1]),
        ([5, 5], {}, [0, 6.25]),
        ([0, 0], {}, [0, 1]),
        ([None, None], {}, None),
    ],
)
def test_an_axis_reaches_over_its_values_and_never_is_a_point(scripts, values, options, ends):
    body = """({ rangeOf }, [values, options]) =>
        rangeOf(values, { log: false, low: Infinity, high: -Infinity, ...options })"""
    assert scripts.run(CHART, body, [values, options]) == (ends and pytest.approx(ends))


def test_a_log_axis_has_at_most_six_powers(scripts):
    assert scripts.call(CHART, "powers", -3, 1) == [-3, -2, -1, 0, 1]
    assert len(scripts.call(CHART, "powers", -12, 3)) <= 6


def test_the_pixels_of_a_filter_are_opaque(scripts):
    body = "({ opaque }, rgb) => [...opaque(Uint8Array.from(rgb))]"
    assert scripts.run(FILTERS, body, [1, 2, 3, 4, 5, 6]) == [1, 2, 3, 255, 4, 5, 6, 255]


def test_layers_go_from_blue_to_red_and_a_lonely_one_is_blue(scripts):
    colours = [scripts.call(LAYERS, "layerColour", k, 3) for k in range(3)]
    assert colours == ["hsl(205 70% 62%)", "hsl(280 70% 51%)", "hsl(355 70% 40%)"]
    assert scripts.call(LAYERS, "layerColour", 0, 1) == "hsl(205 70% 62%)"
