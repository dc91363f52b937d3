"""A draft is on disk from the first picture, and becomes a dataset like any other."""

import io

import pytest

from core.data import datasets
from core.data.intake import drafts
from core.data.pixels.decode import PictureError
from core.errors import InputError
from tests.core.data.pictures import noise


def photo(number):
    data = io.BytesIO()
    noise(number).save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def draft():
    return drafts.create(["cup", "spoon"])


def test_pictures_are_found_again_in_the_order_they_came(draft):
    names = [draft.add("cup", photo(number), f"{number}.png").name for number in (3, 1, 2)]
    again = drafts.find(draft.draft_id)
    assert [path.name for path in again.list_pictures("cup")] == names
    assert again.list_pictures("spoon") == []
    assert again.classes == ["cup", "spoon"]
    assert drafts.find_latest() == draft


def test_a_picture_is_in_one_class_only(draft):
    draft.add("cup", photo(1), "a.png")
    draft.add("cup", photo(1), "again.png")
    draft.add("spoon", photo(1), "a.png")
    assert [len(draft.list_pictures(label)) for label in draft.classes] == [0, 1]


def test_a_bad_file_is_named_and_not_kept(draft):
    with pytest.raises(PictureError, match=r"notes\.jpg is not a picture"):
        draft.add("cup", b"text", "notes.jpg")
    assert draft.list_pictures("cup") == []


def test_classes_are_renamed_removed_and_added(draft):
    draft.add("cup", photo(1), "a.png")
    draft.rename_class("cup", "杯子")
    assert draft.classes == ["杯子", "spoon"]
    assert len(draft.list_pictures("杯子")) == 1
    draft.add_class("fork")
    draft.remove_class("杯子")
    assert drafts.find(draft.draft_id).classes == ["spoon", "fork"]
    draft.delete("spoon", draft.add("spoon", photo(2), "b.png").name)
    assert draft.list_pictures("spoon") == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("", "needs a name"), ("a/b", "cannot be"), ("SPOON", "a class SPOON already"), ("train", "folders of splits")],
)
def test_a_name_that_cannot_be_used_is_a_sentence_and_changes_nothing(draft, name, sentence):
    with pytest.raises(InputError, match=sentence):
        draft.rename_class("cup", name)
    with pytest.raises(InputError, match=sentence):
        draft.add_class(name)
    assert draft.classes == ["cup", "spoon"]


def test_a_draft_becomes_a_dataset_that_outlives_it(draft):
    for number in range(8):
        draft.add(draft.classes[number % 2], photo(number), f"{number}.png")
    dataset = draft.keep("kitchen")
    assert dataset.classes == ["cup", "spoon"]
    assert dataset.manifest.splits == {"train": 4, "val": 2, "test": 2}
    drafts.remove(draft)
    assert all(dataset.find_path(record).exists() for record in datasets.load("kitchen").list_pictures())
    with pytest.raises(InputError, match="is gone or damaged"):
        drafts.find(draft.draft_id)


def test_too_few_pictures_are_no_dataset(draft):
    for number in range(5):
        draft.add("cup", photo(number), "a.png")
    with pytest.raises(InputError, match="The class spoon has fewer than 3 pictures"):
        draft.keep("kitchen")


@pytest.mark.parametrize("name", ["", "..", "../runs", "0123456789ab"])
def test_only_a_draft_can_be_found(name):
    with pytest.raises(InputError, match="is gone or damaged"):
        drafts.find(name)
