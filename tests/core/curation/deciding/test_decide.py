"""Decisions lie over the index: counts follow, pictures and index stay, and all can be taken back."""

import hashlib

import numpy as np
import pytest

from core.curation.deciding import journal
from core.curation.deciding.decide import decide, decide_all, undo
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake import adding
from core.data.pixels.cache import open_decoded
from core.errors import InputError
from tests.core.data.pictures import two_classes

LEAVE_OUT = Decision(kind="leave_out")
TO_DOG = Decision(kind="relabel", label="dog")


@pytest.fixture
def pets(tmp_path):
    return adding.add(two_classes(tmp_path / "photos"), "pets")


def cat(dataset):
    return dataset.list_pictures(split="train", label="cat")[0].path


def content(folder):
    return {path: hashlib.sha256(path.read_bytes()).digest() for path in folder.rglob("*") if path.is_file()}


def test_a_relabelled_picture_is_of_the_other_class_and_counts_follow(pets):
    path, before = cat(pets), content(pets.root)
    after = decide("pets", path, TO_DOG)
    assert next(record for record in after.list_pictures() if record.path == path).label == "dog"
    assert {label: counts["train"] for label, counts in after.counts.items()} == {"cat": 5, "dog": 7}
    decoded = open_decoded(after, 16)
    assert decoded.classes[decoded.labels[decoded.paths.index(path)]] == "dog"
    assert content(pets.root) == before


def test_a_picture_that_is_left_out_is_nowhere_but_among_the_problems(pets):
    path = cat(pets)
    before = open_decoded(pets, 16)
    after = decide("pets", path, LEAVE_OUT)
    assert path not in [record.path for record in after.list_pictures()]
    (problem,) = after.problems
    assert (problem.path, problem.kind) == (path, "left_out")
    assert (after.manifest.images, after.manifest.refused) == (19, 1)
    decoded = open_decoded(after, 16)
    assert len(decoded.images) == len(before.images) - 1
    np.testing.assert_array_equal(decoded.images, before.images[np.array([one != path for one in before.paths])])


def test_a_decision_taken_back_leaves_the_dataset_as_it_was(pets):
    path = cat(pets)
    decide("pets", path, LEAVE_OUT)
    decide("pets", path, TO_DOG)
    again = decide("pets", path, None)
    assert again.records == pets.records
    assert again.counts == pets.counts
    assert again.manifest.revision == 3


def test_a_picture_that_is_kept_changes_nothing_but_is_remembered(pets):
    path = cat(pets)
    after = decide("pets", path, Decision(kind="keep"))
    assert after.records == pets.records
    assert after.decisions == {path: Decision(kind="keep")}


def test_what_cannot_be_decided_is_a_sentence(pets):
    with pytest.raises(InputError, match=r"none\.png is not among the pictures of pets"):
        decide("pets", "none.png", LEAVE_OUT)
    with pytest.raises(InputError, match=r"pets has no class fish\. Choose one of: cat, dog"):
        decide("pets", cat(pets), Decision(kind="relabel", label="fish"))
    *others, last = [record.path for record in pets.list_pictures(split="train", label="cat")]
    for path in others:
        decide("pets", path, LEAVE_OUT)
    with pytest.raises(InputError, match="last training picture of the class cat"):
        decide("pets", last, LEAVE_OUT)
    assert datasets.load("pets").counts["cat"]["train"] == 1


def test_damaged_decisions_are_named(pets):
    (pets.folder / "decisions.json").write_text("{")
    with pytest.raises(InputError, match=r"decisions\.json of the dataset pets is damaged"):
        datasets.load("pets").list_pictures()


def test_many_decisions_are_one_change_and_one_undo(pets):
    paths = [record.path for record in pets.list_pictures(split="train", label="cat")][:3]
    decide("pets", paths[0], TO_DOG)
    before = datasets.load("pets")
    after = decide_all("pets", dict.fromkeys(paths, LEAVE_OUT))
    assert after.manifest.images == 17
    assert after.manifest.revision == before.manifest.revision + 1
    assert undo("pets").before == {paths[0]: TO_DOG, paths[1]: None, paths[2]: None}
    undone = datasets.load("pets")
    assert (undone.decisions, undone.counts) == (before.decisions, before.counts)
    undo("pets")
    assert datasets.load("pets").records == pets.records
    with pytest.raises(InputError, match="no decision about the pictures of pets that can be undone"):
        undo("pets")


def test_of_many_decisions_all_are_taken_or_none(pets):
    first, *others = [record.path for record in pets.list_pictures(split="train", label="cat")]
    for changes, sentence in (
        ({first: LEAVE_OUT, "none.png": LEAVE_OUT}, "not among the pictures"),
        (dict.fromkeys([first, *others], LEAVE_OUT), "last training picture of the class cat"),
    ):
        with pytest.raises(InputError, match=sentence):
            decide_all("pets", changes)
    assert datasets.load("pets").manifest == pets.manifest
    with pytest.raises(InputError, match="can be undone"):
        undo("pets")


def test_decisions_of_before_there_was_a_journal_stay_readable(pets):
    path = cat(pets)
    (pets.folder / "decisions.json").write_text(f'{{"{path}": {{"kind": "leave_out"}}}}')
    assert datasets.load("pets").decisions == {path: LEAVE_OUT}
    decide("pets", path, None)
    undo("pets")
    assert datasets.load("pets").decisions == {path: LEAVE_OUT}


def test_a_damaged_journal_stops_undoing_and_nothing_else(pets):
    decide("pets", cat(pets), LEAVE_OUT)
    (pets.folder / journal.FILE).write_text("[{")
    with pytest.raises(InputError, match=r"decision_journal\.json is damaged"):
        undo("pets")
    decide("pets", cat(datasets.load("pets")), LEAVE_OUT)
    undo("pets")
    assert len(datasets.load("pets").decisions) == 1


def test_the_journal_stays_short(pets):
    for _ in range(journal.LONGEST + 1):
        decide("pets", cat(pets), Decision(kind="keep"))
    assert len(journal.load(pets.folder)) == journal.LONGEST
