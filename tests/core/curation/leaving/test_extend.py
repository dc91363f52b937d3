"""A dataset and some more pictures make a new one; the old one stays, and so do its splits."""

import pytest

from core import workspace
from core.curation.leaving.extend import Labelled, extend, propose_name
from core.data import datasets
from core.data.intake.adding import add
from core.errors import InputError
from tests.core.data.odd_pictures import encode
from tests.core.data.pictures import noise, two_classes


@pytest.fixture
def pets(tmp_path):
    return add(two_classes(tmp_path / "pets", 8), "pets")


def test_the_new_pictures_are_for_training_and_the_others_keep_their_splits(pets):
    before = {(record.sha256, record.label, record.split) for record in pets.list_pictures()}
    added = [Labelled(encode(noise(5000)), "holiday.png", "cat"), Labelled(encode(noise(5001)), "holiday.png", "cat")]
    made = extend(pets, "pets 2", added)
    after = {(record.sha256, record.label, record.split) for record in made.list_pictures()}
    assert len(after - before) == 2
    assert {(label, split) for _, label, split in after - before} == {("cat", "train")}
    assert before - after == set()
    assert {(record.sha256, record.label, record.split) for record in datasets.load("pets").list_pictures()} == before
    assert not list(workspace.current().jobs.iterdir())


def test_a_class_that_is_none_of_the_datasets_and_a_file_that_is_no_picture_are_sentences(pets):
    with pytest.raises(InputError, match="pets has no class cow"):
        extend(pets, "pets 2", [Labelled(encode(noise(1)), "a.png", "cow")])
    with pytest.raises(InputError, match=r"a\.png is empty"):
        extend(pets, "pets 2", [Labelled(b"", "a.png", "cat")])
    assert datasets.list_names() == ["pets"]


def test_the_proposed_name_is_free(pets, tmp_path):
    assert propose_name("pets") == "pets 2"
    add(tmp_path / "pets", "Pets 2")
    assert propose_name("pets") == "pets 3"
