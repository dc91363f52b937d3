"""The code that leaves with an export sees pictures as this program does, and decides as it does."""

import importlib
import json
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from core.data.pixels.decode import decode, decode_squares
from core.data.pixels.view import View, find_region
from core.export import standalone
from core.inference.decision import DecisionRule
from tests.core.data.pictures import noise
from tests.hand_made import hand_made_model
from tests.odd_pictures import odd_pictures

FOLDER = Path(standalone.__file__).parent
BY_OTHER_TABLES = ("cmyk.jpg",)  # ink without a profile, which this program converts by a measured one


@pytest.fixture
def alone(monkeypatch):
    """Imports a file as one that lies in a bundle."""
    monkeypatch.syspath_prepend(str(FOLDER))

    def load(name):
        for module in ("pictures", "predict"):
            monkeypatch.delitem(sys.modules, module, raising=False)
        return importlib.import_module(name)

    yield load
    for module in ("pictures", "predict"):
        sys.modules.pop(module, None)


def test_odd_pictures_have_the_same_pixels(alone, tmp_path):
    pictures, seen = alone("pictures"), 0
    for name, data in odd_pictures().items():
        path = tmp_path / name
        path.write_bytes(data)
        apart = np.abs(pictures.read_squares(path, 48, "stretch")[0].astype(int) - decode(path, 48)).max()
        assert apart <= 1 or name in BY_OTHER_TABLES, name
        seen += 1
    assert seen > 15


@pytest.mark.parametrize(("width", "height"), [(640, 480), (100, 1000), (37, 41)])
def test_a_view_shows_the_same_region(alone, width, height):
    pictures = alone("pictures")
    for view in View:
        region = find_region(view, width, height, 224)
        box = pictures.find_boxes(width, height, 224, view.value)[0]
        assert box == pytest.approx((region.left, region.top, region.right, region.bottom))


def test_a_view_has_the_same_squares(alone, tmp_path):
    path = tmp_path / "wide.png"
    noise(3, (90, 60)).save(path)
    pictures = alone("pictures")
    for view in View:
        ours = decode_squares(path, 48, view).astype(int)
        assert np.abs(pictures.read_squares(path, 48, view.value) - ours).max() <= 1, view


def test_it_decides_by_the_same_rule(alone, tmp_path, monkeypatch):
    rows = np.random.default_rng(0).dirichlet((1, 1), 50).astype(np.float32)
    rows = np.vstack([rows, [[1.0, 0.0], [0.5, 0.5]]]).astype(np.float32)
    facts = {"classes": ["cat", "dog"], "image_size": 32, "view": "stretch"}
    rules = product((0.5, 1.0, 2.5), ((None, None), (0.8, "dog"), (0.2, "cat")), (None, 0.7))
    (tmp_path / "model.onnx").write_bytes(hand_made_model(2))
    for one in ("predict.py", "pictures.py"):
        (tmp_path / one).write_bytes((FOLDER / one).read_bytes())
    (tmp_path / "model.json").write_text(json.dumps(facts))
    monkeypatch.syspath_prepend(str(tmp_path))
    predict = alone("predict")
    for temperature, (threshold, positive), reject_below in rules:
        rule = DecisionRule(temperature, threshold, positive, reject_below)
        monkeypatch.setattr(predict, "FACTS", facts | vars(rule))
        said = [predict.calibrate(row) for row in rows]
        np.testing.assert_allclose(said, rule.calibrate(rows), atol=1e-6)
        expected = rule.decide(rule.calibrate(rows), ["cat", "dog"])
        assert [predict.decide(row) for row in said] == [None if n < 0 else ["cat", "dog"][n] for n in expected]
    # Whoever reads the line sees the probability of the class that it names, also where a threshold has turned it.
    assert predict.tell("cat", {"cat": 0.113, "dog": 0.887}) == "cat, 11.3%"
    assert predict.tell(None, {"cat": 0.113, "dog": 0.887}) == "not sure (dog, 88.7%)"
