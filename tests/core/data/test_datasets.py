"""Datasets are listed, opened and removed; a damaged one is named and stops no other."""

import shutil

import pytest

from core.data import datasets
from core.data.intake import adding
from core.errors import InputError
from tests.core.data.pictures import two_classes


@pytest.fixture
def photos(tmp_path):
    return two_classes(tmp_path / "photos")


def listed(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_pictures_by_split_and_label(photos):
    dataset = adding.add(photos, "pets")
    train = dataset.list_pictures(split="train")
    assert {record.split for record in train} == {"train"}
    assert len(train) == 12
    assert {record.label for record in dataset.list_pictures(label="dog")} == {"dog"}
    assert len(dataset.list_pictures(split="val", label="cat")) == 2


def test_removing_forgets_the_dataset_and_keeps_the_folder(photos, home):
    adding.add(photos, "pets")
    adding.add(photos, "copied", copy=True)
    datasets.remove("pets")
    datasets.remove("copied")
    assert listed(home / "datasets") == []
    assert len(list(photos.rglob("*.png"))) == 20


@pytest.mark.parametrize("name", ["nothing", "../photos", "", "."])
def test_what_is_not_there_cannot_be_loaded_or_removed(photos, name):
    adding.add(photos, "pets")
    for function in (datasets.load, datasets.remove, adding.ensure):
        with pytest.raises(InputError, match="Choose one of: pets"):
            function(name)
    assert photos.is_dir()


def test_a_damaged_dataset_is_listed_with_its_problem_and_can_be_removed(photos, home):
    adding.add(photos, "broken")
    adding.add(photos, "whole")
    (home / "datasets" / "broken" / "dataset.json").write_text("{")
    broken, whole = datasets.summarize_all()
    assert broken.manifest is None
    assert "broken is damaged" in str(broken.problem)
    assert whole.manifest.splits == {"train": 12, "val": 4, "test": 4}
    assert whole.manifest.images == 20
    with pytest.raises(InputError, match="damaged"):
        datasets.load("broken")
    datasets.remove("broken")
    assert datasets.list_names() == ["whole"]


def test_a_damaged_index_is_a_sentence(photos):
    dataset = adding.add(photos, "pets")
    (dataset.folder / "index.jsonl").write_text('{"path": "cat/0')
    with pytest.raises(InputError, match=r"pets is damaged: its index\.jsonl"):
        datasets.load("pets").list_pictures()


def test_the_list_looks_at_no_picture_and_no_index(photos):
    for number in range(30):
        adding.add(photos, f"set {number:02d}")
    shutil.rmtree(photos)
    for folder in (datasets.load(name).folder for name in datasets.list_names()):
        (folder / "index.jsonl").unlink()
    assert [summary.manifest.images for summary in datasets.summarize_all()] == [20] * 30
