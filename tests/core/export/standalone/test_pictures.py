"""The code that leaves with an export sees pictures as this program does, and decides as it does."""

import importlib
import json
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.data.pixels.decode import PictureError, decode, decode_squares
from core.data.pixels.opening.colours import INK_PROFILE
from core.data.pixels.view import View, find_region
from core.export import standalone
from core.inference.decision import DecisionRule
from tests.core.data.pictures import noise
from tests.hand_made import hand_made_model
from tests.odd_pictures import odd_pictures

FOLDER = Path(standalone.__file__).parent
CASES = Path(__file__).parents[5] / "shared" / "cases" / "pictures"
REFUSED = {
    "float.tiff": Image.fromarray(np.linspace(0, 1, 900, dtype=np.float32).reshape(30, 30)),
    "numbers.tiff": Image.fromarray(np.arange(900, dtype=np.int32).reshape(30, 30)),
    "narrow.png": Image.new("RGB", (5000, 3)),
    "dot.png": Image.new("RGB", (1, 1)),
}


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


def compare(pictures, path):
    """The largest difference of a pixel that the two see of the file."""
    return np.abs(pictures.read_squares(path, 48, "stretch")[0].astype(int) - decode(path, 48)).max()


def test_odd_pictures_have_the_same_pixels(alone, tmp_path):
    pictures, seen = alone("pictures"), 0
    pictures.INK = INK_PROFILE.read_bytes()
    for name, data in odd_pictures().items():
        path = tmp_path / name
        path.write_bytes(data)
        assert compare(pictures, path) <= 1, name
        seen += 1
    assert seen > 15


@pytest.mark.skipif(not CASES.is_dir(), reason="needs ../shared/cases")
def test_so_have_those_that_people_sent(alone):
    pictures, found = alone("pictures"), sorted(CASES.iterdir())
    assert found
    for path in found:
        assert compare(pictures, path) <= 1, path.name


@pytest.mark.parametrize("name", REFUSED)
def test_what_this_program_refuses_is_refused_there(name, alone, tmp_path):
    path = tmp_path / name
    REFUSED[name].save(path)
    with pytest.raises(PictureError):
        decode(path, 48)
    with pytest.raises(ValueError, match="pixels"):
        alone("pictures").read_squares(path, 48, "stretch")


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
    for path in (FOLDER / "predict.py", FOLDER / "pictures.py", INK_PROFILE):
        (tmp_path / path.name).write_bytes(path.read_bytes())
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
