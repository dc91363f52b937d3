"""Pictures that look the same are found whatever their files; different pictures are not."""

from PIL import Image

from core.curation.checks.near_duplicates import NearDuplicates
from core.data.intake import adding


def test_different_pictures_are_no_problem(root):
    assert NearDuplicates().find(adding.add(root, "pets")) == []


def test_the_same_picture_saved_again_smaller_is_found_by_its_looks(root):
    with Image.open(root / "train" / "cat" / "00.png") as photo:
        photo.resize((80, 60)).save(root / "test" / "cat" / "small.jpg", quality=80)
    (found,) = NearDuplicates().find(adding.add(root, "pets"))
    assert (found.kind, found.path, found.other) == ("leakage", "train/cat/00.png", "test/cat/small.jpg")
    assert "train/cat/00.png (train) is the same picture as test/cat/small.jpg (test)" in str(found.reason)


def test_tiny_pictures_are_only_compared_exactly():
    digits = adding.add("digits", "digits")
    assert NearDuplicates().find(digits) == []
