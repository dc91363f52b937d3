"""Pictures that look the same are found whatever their files; different pictures are not."""

import pytest
from PIL import Image, ImageOps

from core.curation.checks.near_duplicates import NearDuplicates
from core.curation.deciding.decide import decide
from core.curation.known import is_measured
from core.data.decisions import Decision
from core.data.intake import adding


def test_different_pictures_are_no_problem(root):
    assert NearDuplicates().find(adding.add(root, "pets")) == []


def test_the_same_picture_saved_again_smaller_is_found_by_its_looks(root):
    with Image.open(root / "train" / "cat" / "00.png") as photo:
        photo.resize((80, 60)).save(root / "test" / "cat" / "small.jpg", quality=80)
    (found,) = NearDuplicates().find(adding.add(root, "pets"))
    assert (found.kind, found.path, found.other) == ("leakage", "train/cat/00.png", "test/cat/small.jpg")
    assert "train/cat/00.png (train) is the same picture as test/cat/small.jpg (test)" in str(found.reason)


@pytest.mark.slow
def test_tiny_pictures_are_only_compared_exactly():
    digits = adding.add("digits", "digits")
    assert NearDuplicates().find(digits) == []


def test_mirrored_and_cropped_copies_are_found_and_a_left_out_first_is_replaced(root):
    adding_root = root / "train" / "cat"
    with Image.open(adding_root / "00.png") as photo:
        ImageOps.mirror(photo).save(adding_root / "y.png")
        photo.crop((10, 7, 120, 90)).save(adding_root / "z.png")
    dataset = adding.add(root, "pets")
    problems = NearDuplicates().find(dataset)
    assert {(one.kind, one.path, one.other) for one in problems} == {
        ("near_duplicate", "train/cat/y.png", "train/cat/00.png"),
        ("near_duplicate", "train/cat/z.png", "train/cat/00.png"),
    }
    assert "mirror image" in str(problems[0].reason)
    left = decide("pets", "train/cat/00.png", Decision(kind="leave_out"))
    assert [(one.path, one.other) for one in NearDuplicates().find(left)] == [("train/cat/z.png", "train/cat/y.png")]


def test_a_dataset_of_an_earlier_version_is_measured_by_the_check(root):
    with Image.open(root / "train" / "cat" / "00.png") as photo:
        photo.resize((80, 60)).save(root / "test" / "cat" / "small.jpg", quality=80)
    dataset = adding.add(root, "pets")
    before = NearDuplicates().find(dataset)
    for file in ("alike.json", "measures.npy", "figures.npy"):
        (dataset.folder / file).unlink()
    assert not is_measured(dataset)
    assert NearDuplicates().find(dataset) == before
    assert is_measured(dataset)
