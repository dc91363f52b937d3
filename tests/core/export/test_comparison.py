"""An exported file is asked about the pictures that its model is for, as training saw them."""

import numpy as np
import pytest

from core.data import datasets
from core.data.intake.adding import add
from core.data.pixels.cache import open_decoded
from core.export.comparison import PICTURES, compare, open_pictures, read_training_pictures
from core.export.format import Checked
from core.inference.decision import DecisionRule
from core.inference.imagenet_model import make_imagenet_model
from core.inference.run_model import RunModel
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_run
from tests.odd_pictures import put_odd_pictures

PETS = ("cat", "dog")


@pytest.fixture
def odd(tmp_path):
    return add(put_odd_pictures(tmp_path / "odd"), "odd")


def read_pictures(model):
    with open_pictures(model) as pictures:
        assert all(file.is_file() for file in pictures.files)
        assert len(pictures.files) == len(pictures.pixels) == PICTURES
        return pictures.pixels


def test_they_are_those_of_the_test_first_with_the_pixels_of_the_training(odd):
    found = read_pictures(RunModel(hand_made_run("odd")))
    decoded = open_decoded(odd, 32)
    unseen = [pixels.tobytes() for pixels in decoded.images[decoded.select("test")]]
    known = {pixels.tobytes() for pixels in decoded.images}
    assert found.dtype == np.uint8
    assert [pixels.tobytes() for pixels in found[: len(unseen)]] == unseen
    assert sum(pixels.tobytes() in known for pixels in found) == min(PICTURES, len(odd.list_pictures()))


def test_more_of_them_are_taken_where_a_format_asks_for_more(tmp_path):
    add(two_classes(tmp_path / "pets", count=60), "pets")
    with open_pictures(RunModel(hand_made_run("pets")), 100) as pictures:
        assert len({pixels.tobytes() for pixels in pictures.pixels}) == len(pictures.files) == 100


def test_where_the_dataset_is_gone_they_are_drawings(odd):
    model = RunModel(hand_made_run("odd"))
    own = read_pictures(model)
    assert read_training_pictures(model, 5).shape == (5, 32, 32, 3)
    datasets.remove("odd")
    drawings = read_pictures(model)
    assert drawings.shape == own.shape == (PICTURES, 32, 32, 3)
    assert len({pixels.tobytes() for pixels in drawings}) == PICTURES
    assert not np.array_equal(drawings, own)
    assert read_training_pictures(model, 5) is None


def test_where_one_of_them_is_gone_they_are_drawings(odd):
    model = RunModel(hand_made_run("odd"))
    for record in odd.list_pictures(split="test"):
        odd.find_path(record).unlink()
    assert len(read_pictures(model)) == PICTURES


def test_a_model_without_training_pictures_is_asked_about_drawings():
    model = make_imagenet_model()
    assert read_pictures(model).shape == (PICTURES, 224, 224, 3)
    assert read_training_pictures(model, 5) is None


def test_the_largest_difference_and_the_changed_decisions_are_told():
    expected = np.array([[0.9, 0.1], [0.4, 0.6], [0.5, 0.5]], np.float32)
    found = np.array([[0.8, 0.2], [0.6, 0.4], [0.5, 0.5]], np.float32)
    assert compare(expected, expected) == Checked(3, 0.0, 0)
    told = compare(expected, found)
    assert (told.pictures, told.changed_decisions) == (3, 1)
    assert told.largest_difference == pytest.approx(0.2)
    assert compare(expected, found[:, :1]) == Checked(3, np.inf, 3)


def test_a_decision_is_what_a_rule_makes_of_the_probabilities():
    expected = np.array([[0.30, 0.70], [0.1, 0.9]], np.float32)
    found = np.array([[0.31, 0.69], [0.1, 0.9]], np.float32)
    assert compare(expected, found).changed_decisions == 0
    for rule in (DecisionRule(threshold=0.695, positive="dog"), DecisionRule(reject_below=0.695)):
        assert compare(expected, found, lambda rows, rule=rule: rule.decide(rows, PETS)).changed_decisions == 1
