"""Doubles of every kind are found and told with their other half; different pictures are not."""

import shutil

import pytest
from PIL import Image

from core.curation.checks import check
from core.data.intake import adding
from tests.core.data.pictures import noise


@pytest.fixture
def root(tmp_path):
    """Twelve different photos, in splits of their own."""
    for number in range(12):
        folder = tmp_path / "photos" / ("train", "val", "test")[number // 2 % 3] / ("cat", "dog")[number % 2]
        folder.mkdir(parents=True, exist_ok=True)
        noise(number, (120, 90)).save(folder / f"{number:02}.png")
    return tmp_path / "photos"


def problems(root):
    return {(one.kind, one.path, one.other) for one in check(adding.add(root, "pets"))}


def test_different_pictures_are_no_problem(root):
    assert problems(root) == set()


def test_the_same_file_twice_in_two_splits_or_under_two_labels(root):
    first = root / "train" / "cat" / "00.png"
    shutil.copy(first, root / "train" / "cat" / "z.png")
    shutil.copy(root / "train" / "dog" / "01.png", root / "val" / "dog" / "z.png")
    shutil.copy(root / "test" / "dog" / "05.png", root / "test" / "cat" / "z.png")
    assert problems(root) == {
        ("exact_duplicate", "train/cat/z.png", "train/cat/00.png"),
        ("leakage", "val/dog/z.png", "train/dog/01.png"),
        ("label_conflict", "test/dog/05.png", "test/cat/z.png"),
    }


def test_the_same_picture_saved_again_smaller_is_found_by_its_looks(root):
    with Image.open(root / "train" / "cat" / "00.png") as photo:
        photo.resize((80, 60)).save(root / "test" / "cat" / "small.jpg", quality=80)
    (found,) = check(adding.add(root, "pets"))
    assert (found.kind, found.path, found.other) == ("leakage", "train/cat/00.png", "test/cat/small.jpg")
    assert "train/cat/00.png (train) is the same picture as test/cat/small.jpg (test)" in str(found.reason)


def test_tiny_pictures_are_only_compared_exactly_and_refused_files_are_told():
    digits = adding.add("digits", "digits")
    told = []
    assert check(digits, progress=lambda *step: told.append(step)) == []


def test_refused_files_come_first(root):
    (root / "train" / "cat" / "notes.png").write_text("no picture")
    (found,) = check(adding.add(root, "pets"))
    assert (found.kind, found.other) == ("not_an_image", None)
