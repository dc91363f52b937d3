"""How networks grew: every label is where it can be read, on a phone too."""

from itertools import combinations
from math import floor, log10

import pytest

from core.charts.concepts import growth
from core.charts.concepts.growth import Network, draw_growth
from core.content.milestones import FIELDS, MILESTONES

TREND = [(1989, 10**3.3), (2022, 10**9.97)]  # about as the screen draws it


@pytest.mark.parametrize("trend", [(), TREND], ids=["without a line", "beside a line"])
def test_no_label_lies_over_another_or_over_a_point_or_beyond_the_edge(trend):
    networks = [Network(one.name, one.year, one.parameters, one.field) for one in MILESTONES if one.parameters]
    figure = draw_growth(networks, fields={name: name for name in FIELDS}, titles=("year", "parameters"), trend=trend)
    years, powers = (tuple(figure["layout"][axis]["range"]) for axis in ("xaxis", "yaxis"))
    assert powers[0] <= floor(min(log10(one.parameters) for one in networks))
    points = {one.name: growth._find_point(one.year, one.parameters, years, powers) for one in networks}
    boxes = [
        growth._find_box(points[name], growth._measure(name), *growth.PLACES[place])
        for trace in figure["data"][bool(trend) :]
        for name, place in zip(trace["text"], trace["textposition"], strict=True)
    ]
    for one, other in combinations(boxes, 2):
        assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
    assert all(box[2] <= growth.PHONE[0] for box in boxes)


def test_a_label_gives_way_to_the_line():
    networks = [Network("one", 2000, 10**6, "pictures"), Network("two", 2010, 10**8, "pictures")]
    titles, fields = ("year", "parameters"), {"pictures": "Images"}
    trend = [(2000, 10**6.12), (2010, 10**8.12)]  # passes right above both
    plain, crossed = (draw_growth(networks, fields=fields, titles=titles, trend=line) for line in ((), trend))
    assert plain["data"][0]["textposition"][1] == "top center"
    assert crossed["data"][1]["textposition"][1] == "bottom center"
