"""Only what is certain is mended, in one change, and it can be undone."""

import shutil

import pytest

from core.curation import journal
from core.curation.decide import decide, undo
from core.curation.mend import mend
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


def test_of_each_identical_file_inside_a_split_one_stays(pets):
    assert mend("pets") == ["train/cat/a.png", "train/cat/b.png", "val/cat/b.png"]
    mended = datasets.load("pets")
    assert mended.manifest.images == pets.manifest.images - 3
    assert mended.manifest.revision == 1
    assert mend("pets") == []
    assert datasets.load("pets").manifest.revision == 1


def test_a_mend_is_undone_in_one_step(pets):
    mend("pets")
    assert set(undo("pets").before) == {"train/cat/a.png", "train/cat/b.png", "val/cat/b.png"}
    assert datasets.load("pets").records == pets.records
    assert journal.load(pets.folder) == []


def test_what_somebody_decided_stays(pets):
    decide("pets", "train/cat/b.png", Decision(kind="keep"))
    decide("pets", "val/cat/a.png", Decision(kind="relabel", label="dog"))
    assert mend("pets") == ["train/cat/000.png", "train/cat/a.png"]
