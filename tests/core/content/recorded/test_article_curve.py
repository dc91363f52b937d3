"""The recorded curve is read as it is or not at all; the file in the house, when there is one, can be read."""

import json

import pytest
from pydantic import ValidationError

from core.content.recorded import article_curve

CURVE = {
    "epochs": [1, 2],
    "accuracy": [0.5, 0.9],
    "val_accuracy": [0.5, 0.6],
    "test_accuracy": 0.61,
    "machine": "2 cores",
    "settings": {"epochs": 2},
}


def read(monkeypatch, tmp_path, **changed):
    file = tmp_path / "curve.json"
    file.write_text(json.dumps(CURVE | changed))
    monkeypatch.setattr(article_curve, "CURVE_FILE", file)
    return article_curve.article_curve()


def test_a_recorded_curve(monkeypatch, tmp_path):
    assert read(monkeypatch, tmp_path).model_dump() == CURVE


def test_no_file_is_no_curve(monkeypatch, tmp_path):
    monkeypatch.setattr(article_curve, "CURVE_FILE", tmp_path / "none.json")
    assert article_curve.article_curve() is None


@pytest.mark.parametrize("changed", [{"accuracy": [0.5]}, {"epochs": []}, {"test_accuracy": 61}, {"extra": 1}])
def test_a_curve_that_does_not_fit_is_refused(monkeypatch, tmp_path, changed):
    with pytest.raises(ValidationError):
        read(monkeypatch, tmp_path, **changed)


def test_the_file_in_the_house_can_be_read():
    curve = article_curve.article_curve()
    assert curve is None or len(curve.epochs) == len(curve.accuracy)
