"""What a LiteRT file needs, and when one with numbers of 8 bits is refused."""

import sys

import pytest
from scipy.stats import binom

from core.data import datasets
from core.data.intake.adding import add
from core.errors import InputError
from core.export.format import Checked
from core.export.formats import find_format
from core.export.formats.litert import CHANGED, DOUBT, count_allowed
from core.inference.run_model import RunModel
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_run


@pytest.fixture
def model(tmp_path):
    add(two_classes(tmp_path / "pets"), "pets")
    run = hand_made_run("pets")
    run.keras_model.write_bytes(b"is not read before that")
    return RunModel(run)


@pytest.mark.parametrize("name", ["litert", "litert_int8"])
def test_without_the_optional_package_the_sentence_says_what_to_install(name, model, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ai_edge_litert.interpreter", None)
    with pytest.raises(InputError, match=r"pip install -r requirements-export\.txt"):
        find_format(name).export(model, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_without_training_pictures_nothing_can_be_scaled_to_8_bits(model, tmp_path):
    pytest.importorskip("ai_edge_litert")
    datasets.remove("pets")
    with pytest.raises(InputError, match="training pictures"):
        find_format("litert_int8").export(model, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_with_8_bits_a_few_decisions_may_change_and_no_more(model):
    chosen = find_format("litert_int8")
    for pictures, most in ((64, 3), (384, 10)):
        assert chosen.find_fault(Checked(pictures, 0.1, most), "m.tflite", model) is None
        fault = chosen.find_fault(Checked(pictures, 0.1, most + 1), "m.tflite", model)
        assert f"{most + 1} of {pictures}" in str(fault)
    assert chosen.find_fault(Checked(64, float("nan"), 0), "m.tflite", model) is not None
    assert find_format("litert").find_fault(Checked(64, 0.1, 0), "m.tflite", model) is not None


@pytest.mark.parametrize("pictures", [1, 64, 200, 384])
def test_so_many_decisions_may_change_as_chance_explains(pictures):
    allowed = count_allowed(pictures)
    assert binom.sf(allowed, pictures, CHANGED) <= DOUBT < binom.sf(allowed - 1, pictures, CHANGED)
