import json
import zipfile

import pytest
from PIL import Image

from core.cancel import Cancelled, CancelWhen
from core.curation.deciding.decide import decide_all
from core.curation.leaving.export_folders import MANIFEST, export_folders, export_zip
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake import adding
from core.data.pixels.decode import decode_whole
from core.errors import InputError
from tests.core.data.pictures import fill, noise, two_classes


@pytest.fixture
def pets(tmp_path):
    """Decided: one relabelled, one left out, one moved; two files of one name lie in folders of one class."""
    root = two_classes(tmp_path / "photos")
    fill(root / "cat" / "more", 3, first=2000)
    (root / "cat" / "more" / "2000.png").rename(root / "cat" / "more" / "000.png")
    dataset = adding.add(root, "pets")
    by_split = {split: dataset.list_pictures(split=split, label="cat") for split in ("train", "test")}
    changes = {
        by_split["train"][0].path: Decision(kind="relabel", label="dog"),
        by_split["train"][1].path: Decision(kind="leave_out"),
        by_split["train"][2].path: Decision(kind="move", split="test"),
    }
    return decide_all("pets", changes)


def content(dataset):
    return sorted((record.label, record.split, record.sha256) for record in dataset.list_pictures())


@pytest.mark.parametrize("write", [export_folders, export_zip])
def test_who_adds_the_export_has_the_same_classes_splits_and_pictures(pets, tmp_path, write):
    exported = write(pets, tmp_path / "out")
    again = adding.add(exported.path, "again")
    assert content(again) == content(pets)
    assert (again.classes, again.counts) == (pets.classes, pets.counts)
    assert exported.pictures == again.manifest.images == 22
    assert again.problems == []


@pytest.mark.parametrize("write", [export_folders, export_zip])
def test_an_export_says_nothing_of_who_took_the_pictures(tmp_path, write):
    root = two_classes(tmp_path / "photos")
    exif = Image.Exif()
    exif[0x010F] = "Anna"  # maker
    noise(77, (40, 30)).save(root / "cat" / "z.jpg", exif=exif, comment=b"Anna")
    pets = adding.add(root, "pets")  # used where it lies
    again = adding.add(write(pets, tmp_path / "out").path, "again", copy=True)
    (before,) = (pets.find_path(one) for one in pets.list_pictures() if one.path.endswith("z.jpg"))
    (after,) = tmp_path.joinpath("out").rglob("z.jpg") if write is export_folders else again.root.rglob("z.jpg")
    assert b"Anna" in before.read_bytes()
    assert b"Anna" not in after.read_bytes()
    if write is export_zip:
        with zipfile.ZipFile(tmp_path / "out" / "pets.zip") as packed:
            assert not any(b"Anna" in packed.read(name) for name in packed.namelist())
    assert decode_whole(after, name="after", enough=99).tobytes() == decode_whole(before, name="z", enough=99).tobytes()


def test_the_manifest_says_what_was_decided(pets, tmp_path):
    out = export_folders(pets, tmp_path / "out").path
    decided = {one["decision"]: one for one in json.loads((out / MANIFEST).read_text())["decisions"]}
    assert set(decided) == {"relabel", "leave_out", "move"}
    assert decided["leave_out"]["file"] is None
    assert decided["relabel"]["file"].startswith("train/dog/")
    assert (decided["move"]["found_split"], decided["move"]["split"]) == ("train", "test")
    assert (out / decided["move"]["file"]).is_file()


def test_names_are_safe_on_windows_and_the_change_is_told(tmp_path):
    root = tmp_path / "photos"
    for first, label in enumerate(("CON", "a:b", "cat")):
        fill(root / label, 5, first=first * 100)
    exported = export_folders(adding.add(root, "odd"), tmp_path / "out")
    assert exported.renamed == {"CON": "_CON", "a:b": "a_b"}
    assert {folder.name for folder in (exported.path / "train").iterdir()} == {"_CON", "a_b", "cat"}


def test_what_is_there_already_and_the_own_folder_stay_as_they_are(pets, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    for target in (tmp_path / "full", tmp_path / "photos" / "new", pets.folder / "new"):
        with pytest.raises(InputError, match=target.name):
            export_folders(pets, target)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]
    export_zip(pets, tmp_path / "full")
    with pytest.raises(InputError, match=r"pets\.zip"):
        export_zip(pets, tmp_path / "full")


def test_a_picture_that_has_changed_is_not_exported(pets, tmp_path):
    pets.find_path(pets.list_pictures()[-1]).write_bytes(b"another")
    with pytest.raises(InputError, match="changed"):
        export_zip(pets, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("write", [export_folders, export_zip])
def test_cancelled_it_leaves_nothing(pets, tmp_path, write):
    times = iter(range(100))
    with pytest.raises(Cancelled):
        write(pets, tmp_path / "new" / "out", cancel=CancelWhen(lambda: next(times) > 5))
    assert not list((tmp_path / "new").rglob("*.*"))


def test_a_zip_opens_elsewhere(pets, tmp_path):
    with zipfile.ZipFile(export_zip(pets, tmp_path).path) as opened:
        assert opened.testzip() is None
        assert MANIFEST in opened.namelist()
    assert datasets.load("pets").manifest.revision == 1
