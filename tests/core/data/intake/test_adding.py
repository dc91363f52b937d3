"""A dataset is added entirely or not at all, and what cannot be used is named."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from core.cancel import Cancelled, CancelWhen
from core.data import datasets
from core.data.intake import adding
from core.errors import InputError
from core.i18n import Message, speaking
from tests.core.data.pictures import fill, noise, two_classes


@pytest.fixture
def photos(tmp_path):
    return two_classes(tmp_path / "photos")


def listed(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_folder_is_used_where_it_lies(photos, home):
    before = listed(photos)
    dataset = adding.add(photos, "pets")
    assert dataset.root == photos
    assert listed(photos) == before
    assert listed(home / "datasets") == [
        "pets", "pets/alike.json", "pets/cache", "pets/dataset.json", "pets/figures.npy", "pets/index.jsonl",
        "pets/measures.npy", "pets/seen.npz",
    ]  # fmt: skip
    assert dataset.classes == ["cat", "dog"]
    assert dataset.counts == {label: {"train": 6, "val": 2, "test": 2} for label in ("cat", "dog")}
    assert all(dataset.find_path(record).is_file() for record in dataset.list_pictures())


def test_a_copy_outlives_its_folder(photos, home):
    dataset = adding.add(str(photos), "pets", copy=True)
    shutil.rmtree(photos)
    assert dataset.root == home / "datasets" / "pets" / "pictures"
    assert len(dataset.list_pictures()) == 20
    assert all(dataset.find_path(record).is_file() for record in dataset.list_pictures())


def test_the_index_says_what_each_file_is(photos):
    (photos / "cat" / "notes.jpg").write_text("no picture")
    dataset = adding.add(photos, "pets")
    lines = [json.loads(line) for line in (dataset.folder / "index.jsonl").read_text().splitlines()]
    assert [line["path"] for line in lines] == sorted(line["path"] for line in lines)
    good = lines[0]
    assert (good["path"], good["label"], good["width"], good["height"]) == ("cat/000.png", "cat", 24, 20)
    assert len(good["sha256"]) == 64
    (bad,) = [line for line in lines if line.get("status") == "refused"]
    assert (bad["path"], bad["kind"]) == ("cat/notes.jpg", "not_an_image")
    assert str(datasets.load("pets").problems[0].reason).startswith("cat/notes.jpg is not a picture.")


def test_the_seed_decides_the_splits(photos):
    one, again, other = (
        adding.add(photos, name, options={"seed": seed}) for name, seed in (("a", 1), ("b", "1"), ("c", 2))
    )
    assert one.records == again.records
    assert one.records != other.records


@pytest.mark.parametrize("name", ["猫和狗", "Hunde 2", "कुत्ते", "a.b-c_d", "7"])
def test_names_of_any_script(photos, name):
    assert adding.add(photos, name).name == name
    assert datasets.list_names() == [name]
    assert datasets.load(name).manifest.name == name


@pytest.mark.parametrize(
    "name", ["", " ", "..", ".hidden", "a/b", "a\\b", "../out", "a\0b", "x.", "-x", "n\nm", "n" * 65]
)
def test_names_that_are_no_names(photos, home, name):
    with pytest.raises(InputError):
        adding.add(photos, name)
    assert not home.exists() or listed(home) in ([], ["datasets"])


@pytest.mark.parametrize("second", ["pets", "Pets", " pets "])
def test_a_name_is_given_once(photos, second):
    adding.add(photos, "pets")
    with pytest.raises(InputError, match="already a dataset called pets"):
        adding.add(photos, second)
    assert datasets.list_names() == ["pets"]


@pytest.mark.parametrize("when", [0, 5, 19])
def test_an_interrupted_add_leaves_nothing(photos, home, when):
    asked = iter(range(100))
    with pytest.raises(Cancelled):
        adding.add(photos, "pets", copy=True, cancel=CancelWhen(lambda: next(asked) == when))
    assert datasets.list_names() == []
    assert listed(home / "datasets") == []


def test_a_killed_add_is_not_listed_and_swept_at_the_next(photos, home):
    script = (
        "import os, signal\nfrom core.data.intake import adding\n"
        f"adding.add({str(photos)!r}, 'pets', progress=lambda done, total: os.kill(os.getpid(), signal.SIGKILL))"
    )
    killed = subprocess.run([sys.executable, "-c", script], check=False)
    assert killed.returncode == -signal.SIGKILL
    (left,) = (home / "datasets").iterdir()
    assert datasets.list_names() == []
    adding.add(photos, "pets")
    assert not left.exists()


def test_the_temporary_of_a_living_process_stays(photos, home):
    def add_another(done, total):
        if done == 1:
            adding.add(photos, "second")

    adding.add(photos, "first", progress=add_another)
    assert datasets.list_names() == ["first", "second"]
    assert listed(home / "datasets")[0] == "first"


def test_of_two_adds_with_one_name_the_faster_wins(photos):
    def be_overtaken(done, total):
        if done == total:
            adding.add(photos, "pets")

    with pytest.raises(InputError, match="already a dataset called pets"):
        adding.add(photos, "pets", progress=be_overtaken)
    assert len(datasets.load("pets").list_pictures()) == 20


@pytest.mark.slow
def test_a_built_in_that_another_process_has_made_meanwhile_is_taken():
    def be_overtaken(done, total):
        if done == total:
            adding.add("digits", "digits", options={"seed": 5})

    assert adding.ensure("digits", progress=be_overtaken).manifest.source.options == {"seed": 5}


@pytest.mark.parametrize("copy", [True, False])
def test_progress_runs_once_from_nothing_to_all(photos, copy):
    told = []
    adding.add(photos, "pets", copy=copy, progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 20) for done in range(1, 21)]


@pytest.mark.parametrize("copy", [True, False])
def test_what_becomes_of_a_folder_while_it_is_added_is_told(tmp_path, copy):
    photos = two_classes(tmp_path / "photos", count=60)

    def change(done, total):
        if done == 1:
            (photos / "dog" / "1059.png").unlink()
            (photos / "dog" / "1058.png").write_text("no picture any more")
            noise(7777).save(photos / "dog" / "new.png")

    dataset = adding.add(photos, "pets", copy=copy, progress=change)
    assert [(record.path, record.kind) for record in dataset.problems] == [
        ("dog/1058.png", "not_an_image"), ("dog/1059.png", "missing"),
    ]  # fmt: skip
    assert dataset.manifest.images == 118


def test_a_class_with_too_few_pictures_is_refused_and_the_others_go_on(photos):
    fill(photos / "owl", 2)
    dataset = adding.add(photos, "pets")
    assert dataset.classes == ["cat", "dog"]
    assert [(record.path, record.kind) for record in dataset.problems] == [
        ("owl/000.png", "too_few"),
        ("owl/001.png", "too_few"),
    ]
    assert "The class owl needs at least 3 usable pictures and has 2." in str(dataset.problems[0].reason)


def test_when_too_little_is_usable_the_first_reason_is_told(tmp_path, home):
    root = tmp_path / "photos"
    fill(root / "cat", 5)
    (root / "dog").mkdir()
    for number in range(4):
        (root / "dog" / f"{number}.jpg").write_text("no picture")
    with pytest.raises(InputError, match=r"Fewer than two classes of .*photos .* dog/0\.jpg is not a picture"):
        adding.add(root, "pets")
    assert listed(home / "datasets") == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_cannot_be_written_is_a_sentence(photos, home):
    home.mkdir()
    home.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(InputError, match="cannot be written"):
        adding.add(photos, "pets")


def test_a_home_that_is_a_file_is_a_sentence(photos, home):
    home.write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        adding.add(photos, "pets")


def test_what_is_neither_folder_nor_zip(tmp_path):
    with pytest.raises(InputError, match=r"There is no folder or zip file .*nowhere"):
        adding.add(tmp_path / "nowhere", "pets")
    (tmp_path / "photos.tar").write_bytes(b"no zip")
    with pytest.raises(InputError, match=r"photos\.tar is no zip"):
        adding.add(tmp_path / "photos.tar", "pets")


def test_a_zip_of_which_nothing_comes_out_says_why(tmp_path):
    with zipfile.ZipFile(tmp_path / "rare.zip", "w", zipfile.ZIP_BZIP2) as packed:
        for label in ("cat", "dog"):
            packed.writestr(f"{label}/1.png", b"picture")
    with pytest.raises(InputError, match=r"rare\.zip can be used\. The first problem: cat/1\.png is packed by a rare"):
        adding.add(tmp_path / "rare.zip", "pets")


def test_options_are_checked(photos):
    with pytest.raises(InputError, match=r"folder has no option count\. It has: validation, seed"):
        adding.add(photos, "pets", options={"count": 3})
    with pytest.raises(InputError, match="seed must be a whole number from 0 to 4294967295, not -1"):
        adding.add(photos, "pets", options={"seed": -1})
    with pytest.raises(InputError, match=r"not 1\.5"):
        adding.add(photos, "pets", options={"seed": 1.5})


def test_odd_file_names_work(tmp_path):
    root = tmp_path / "图片"
    for label in ("猫 🐈", "chien\nnoir"):
        fill(root / label, 3)
        noise(99).save(root / label / "line\nbreak, “quotes” 🎉.png")
    dataset = adding.add(root, "pets")
    assert dataset.classes == ["chien\nnoir", "猫 🐈"]
    assert "chien\nnoir/line\nbreak, “quotes” 🎉.png" in {
        record.path for record in datasets.load("pets").list_pictures()
    }
    assert len(dataset.list_pictures()) == 8


def test_a_name_that_is_no_unicode_is_a_problem(photos):
    (photos / "cat" / os.fsdecode(b"caf\xe9.png")).write_bytes((photos / "cat" / "000.png").read_bytes())
    dataset = adding.add(photos, "pets")
    (problem,) = datasets.load("pets").problems
    assert (problem.path, problem.kind) == ("cat/caf\ufffd.png", "bad_name")
    assert len(dataset.list_pictures()) == 20


def test_a_folder_whose_name_is_no_unicode_is_a_sentence(tmp_path, home):
    root = two_classes(Path(os.fsdecode(bytes(tmp_path / "photos") + b"\xff")), 4)
    with pytest.raises(InputError, match=r"photos\ufffd is not valid Unicode\. Rename the folder"):
        adding.add(root, "photos")
    assert list((home / "datasets").iterdir()) == []


@pytest.mark.slow
def test_real_photos(cats_vs_dogs):
    dataset = adding.add(cats_vs_dogs, "cats and dogs")
    assert dataset.counts == {label: {"train": 850, "val": 150, "test": 1000} for label in ("cat", "dog")}
    assert all(record.path.startswith("test/") for record in dataset.list_pictures(split="test"))
    assert all(record.path.startswith("train/") for record in dataset.list_pictures(split="val"))


def test_a_sentence_within_a_sentence_is_one_when_a_file_has_kept_it(tmp_path):
    two_classes(tmp_path / "photos", count=1)
    with pytest.raises(InputError) as caught:
        adding.add(tmp_path / "photos", "pets")
    kept = TypeAdapter(Message).validate_json(TypeAdapter(Message).dump_json(caught.value.message))
    assert str(kept) == str(caught.value)
    assert "The first problem: The class cat needs at least 3 usable pictures and has 1." in str(kept)
    with speaking("zh"):
        assert "The class" not in str(kept)
