"""Only what is certain is mended, in one change, and it can be undone."""

import shutil

import pytest

from core.curation.deciding import journal
from core.curation.deciding.decide import decide, undo
from core.curation.deciding.mend import mend
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake import adding
from tests.core.data.pictures import fill


@pytest.fixture
def pets(tmp_path):
    """Copies inside a split, in two splits, and under two labels."""
    root = tmp_path / "photos"
    for number, split in enumerate(("train", "val", "test")):
        fill(root / split / "cat", 3, first=100 * number)
        fill(root / split / "dog", 3, first=100 * number + 50)
    for copy in ("train/cat/a.png", "train/cat/b.png", "val/cat/a.png", "val/cat/b.png"):
        shutil.copy(root / "train/cat/000.png", root / copy)
    shutil.copy(root / "test/cat/200.png", root / "test/dog/z.png")
    return adding.add(root, "pets")


def test_copies_that_spoil_the_figures_and_surplus_ones_are_left_out(pets):
    left_out = ["train/cat/000.png", "train/cat/a.png", "train/cat/b.png", "val/cat/b.png"]
    assert mend("pets") == left_out
    mended = datasets.load("pets")
    assert mended.manifest.images == pets.manifest.images - len(left_out)
    assert mended.manifest.revision == 1
    assert mend("pets") == []
    assert datasets.load("pets").manifest.revision == 1


def test_a_mend_is_undone_in_one_step_and_so_is_the_version(pets):
    before = pets.version
    mend("pets")
    assert datasets.load("pets").version != before
    assert len(undo("pets").before) == 4
    assert datasets.load("pets").records == pets.records
    assert datasets.load("pets").version == before
    assert journal.load(pets.folder) == []


def test_what_somebody_decided_stays(pets):
    decide("pets", "train/cat/b.png", Decision(kind="keep"))
    decide("pets", "val/cat/a.png", Decision(kind="relabel", label="dog"))
    assert mend("pets") == ["train/cat/000.png", "train/cat/a.png"]


def test_a_class_keeps_its_last_training_picture(tmp_path):
    root = tmp_path / "photos"
    for number, split in enumerate(("train", "val", "test")):
        fill(root / split / "cat", 1, first=100)
        fill(root / split / "dog", 3, first=100 * number + 50)
    adding.add(root, "pets")
    assert mend("pets") == ["val/cat/100.png"]


def test_a_class_does_not_lose_most_of_what_it_is_learned_from(tmp_path):
    root = tmp_path / "photos"
    for number, label in enumerate(("cat", "dog")):
        fill(root / "train" / label, 10, first=100 * number)
        for place, split in enumerate(("val", "test")):
            fill(root / split / label, 4, first=1000 * (place + 1) + 100 * number)
    for one in range(6):
        shutil.copy(root / f"train/cat/{one:03d}.png", root / f"test/cat/copy{one}.png")
    for one in range(100, 105):
        shutil.copy(root / f"train/dog/{one:03d}.png", root / f"test/dog/copy{one}.png")
    shutil.copy(root / "train/cat/009.png", root / "train/cat/again.png")
    adding.add(root, "pets")
    assert mend("pets") == ["train/cat/again.png", *(f"train/dog/{one:03d}.png" for one in range(100, 105))]
