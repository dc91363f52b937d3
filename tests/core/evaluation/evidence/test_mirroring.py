"""Classes that differ by the side on which something stands, and some that do not."""

import pytest

from benchmarks import findings_pictures as pictures
from core.data.intake import adding
from core.evaluation.evidence.mirroring import find_mirrored


def made(tmp_path, draw, classes):
    return adding.add(str(pictures.write(tmp_path / "made", draw, pictures.count_alike(classes, 40, 4, 4))), "made")


def test_left_and_right_are_told_apart_by_the_side_alone(tmp_path):
    found = find_mirrored(made(tmp_path, pictures.draw_side, "left right"), "left", "right")
    assert (found.first, found.second) == ("left", "right")
    assert found.share > 0.95


@pytest.mark.parametrize(
    ("draw", "classes"),
    [(pictures.draw_height, "high low"), (pictures.draw_shape, "disc square"), (pictures.draw_noise, "a b")],
)
def test_other_classes_are_not(tmp_path, draw, classes):
    assert find_mirrored(made(tmp_path, draw, classes), *classes.split()) is None


def test_pictures_that_are_gone_give_no_answer(tmp_path):
    dataset = made(tmp_path, pictures.draw_side, "left right")
    next((tmp_path / "made" / "train" / "left").iterdir()).unlink()
    assert find_mirrored(dataset, "left", "right") is None
