"""What the drawing of the map is sent, and what is read of a selection."""

from base64 import b64decode, b64encode

import numpy as np
import pytest
import streamlit as st

from core.charts.style import class_colour
from pages.training.datasets.map.chart import MOST_IN_LEGEND, pack_points, read_rows

CLASSES = ("cat", "<b>")


def pack(classes=CLASSES):
    positions = np.array([[-1, 1], [0, 0], [1, -1]], np.float32)
    return pack_points(positions, ["cat", "<b>", "cat"], ["a", "b", "c"], classes)


def test_each_point_has_its_place_its_class_and_its_name():
    sent = pack()
    assert np.frombuffer(b64decode(sent["positions"]), "<u2").tolist() == [0, 0, 32768, 32768, 65535, 65535]
    assert np.frombuffer(b64decode(sent["classes"]), "<u2").tolist() == [0, 1, 0]
    assert sent["names"].split("\0") == ["a", "b", "c"]
    assert [one["colour"] for one in sent["legend"]] == [class_colour(label, CLASSES) for label in CLASSES]
    assert all(one["told"] for one in sent["legend"])
    many = tuple(f"class {number}" for number in range(MOST_IN_LEGEND - 1))
    assert not any(one["told"] for one in pack(CLASSES + many)["legend"])


@pytest.mark.parametrize(
    ("sent", "rows"),
    [
        ({"token": "now", "bits": b64encode(np.packbits([0, 1, 1, 0, 0, 0, 0, 0, 1])).decode()}, [1, 2, 8]),
        ({"token": "now", "bits": ""}, []),
        ({"token": "before", "bits": "gA=="}, None),
        ({"token": "now", "bits": "no base64"}, None),
        (None, None),
    ],
)
def test_a_selection_is_read_bit_by_bit_and_of_another_drawing_not_at_all(monkeypatch, sent, rows):
    monkeypatch.setattr(st, "session_state", {"map": {"selected": sent}})
    assert read_rows("map", token="now", count=9) == rows
