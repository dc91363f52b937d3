"""What the browser gets of the charts that stand still while they grow."""

import base64
import json

import numpy as np

from core.charts.style import line, make_layout
from pages.shared.browser.scripts import PLOTLY_ADDRESS
from pages.shared.charts.live_chart import Chart, pack_charts


def test_every_number_arrives_even_one_that_is_none():
    values = [0.5, float("nan"), float("inf"), 1e-9]
    figure = {"data": [line([1, 2, 3, 4], values, name="猫")], "layout": make_layout(height=320)}
    sent = json.loads(pack_charts(Chart(figure, alt="first"), Chart(figure, alt="second")))
    assert sent["plotly"] == PLOTLY_ADDRESS
    assert [chart["alt"] for chart in sent["charts"]] == ["first", "second"]
    (trace,) = sent["charts"][0]["data"]
    assert (trace["name"], trace["y"]["dtype"]) == ("猫", "f4")
    np.testing.assert_array_equal(np.frombuffer(base64.b64decode(trace["y"]["bdata"]), "<f4"), np.float32(values))
    assert sent["charts"][0]["layout"]["height"] == 320
