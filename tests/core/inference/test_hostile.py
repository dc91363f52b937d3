"""Files that would harm who reads them, as paths, uploads, a folder and an archive: a row each with one sentence."""

import gzip
import json
import re
import zipfile
from io import BytesIO

import pytest

from core.cli import main
from core.data.intake.adding import add
from core.inference.asking.batch import Batch
from core.inference.asking.questions import Given
from core.inference.models import find_model
from tests.core.data.hostile_pictures import HOSTILE
from tests.core.data.intake.archives.test_sevens import BROKEN_7Z
from tests.core.data.intake.archives.test_unpacking import HOSTILE as HOSTILE_MEMBERS
from tests.core.data.intake.archives.test_unpacking import tar, zipped
from tests.core.data.intake.archives.test_zips import lock, pack, pets, png, written
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_run


@pytest.fixture
def model(tmp_path, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    add(two_classes(tmp_path / "pets"), "pets")
    return find_model(hand_made_run("pets").run_id)


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    for name, (data, _kind, _words) in HOSTILE.items():
        (folder / name).write_bytes(data)
    return folder


def check_sentences(said):
    """Each file has its own answer or its own sentence, which names it in one line."""
    assert set(said) == set(HOSTILE)
    for name, sentence in said.items():
        _data, kind, words = HOSTILE[name]
        assert (sentence is None) == (kind is None), name
        if sentence is not None:
            assert words in sentence
            assert name in sentence
            assert "\n" not in sentence
            assert "Traceback" not in sentence


def ask(model, given):
    batch = Batch(model)
    batch.ask(given)
    batch.work()
    assert batch.count_waiting() == 0
    return {one.name: str(one.problem) if one.problem else None for one in batch.list_answers()}


@pytest.mark.filterwarnings("ignore")  # as in the product, see core/data/pixels/opening/quiet.py
def test_as_uploads_on_the_disk_and_in_memory_and_in_an_archive(model, files):
    check_sentences(ask(model, {name: Given(name, files / name) for name in HOSTILE}))
    check_sentences(ask(model, {name: Given(name, data) for name, (data, _kind, _words) in HOSTILE.items()}))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, (data, _kind, _words) in HOSTILE.items():
            archive.writestr(name, data)
    rows = ask(model, {"1": Given("all.zip", packed.getvalue())})
    said = {name.removeprefix("all.zip/"): sentence for name, sentence in rows.items()}
    assert "run.exe is not a picture" in str(said.pop("zip.jpg unpacked/run.exe"))  # an archive by any name is unpacked
    check_sentences(said | {"zip.jpg": "zip.jpg is ZIP"})


@pytest.mark.filterwarnings("ignore")
def test_as_a_folder_on_the_command_line(model, files, capsys):
    assert main(["predict", model.id, str(files), "--json"]) == 0
    out, err = capsys.readouterr()
    rows = json.loads(out)["predictions"]
    check_sentences({row["path"].rsplit("/", 1)[-1]: row.get("error") for row in rows})
    refused = sum(kind is not None for _data, kind, _words in HOSTILE.values())
    assert err == f"{refused} of {len(HOSTILE)} pictures could not be read.\n"


def upload(model, path, in_memory):
    """The row of each picture of an archive by its name there."""
    rows = ask(model, {"1": Given(path.name, path.read_bytes() if in_memory else path)})
    return {name.removeprefix(f"{path.name}/"): sentence for name, sentence in rows.items()}


@pytest.mark.parametrize("in_memory", [True, False])
@pytest.mark.parametrize("name", HOSTILE_MEMBERS, ids=ascii)
def test_a_hostile_member_of_an_uploaded_archive_is_a_row_and_the_others_are_answered(model, tmp_path, name, in_memory):
    member, sentence = HOSTILE_MEMBERS[name]
    archives = [tar(tmp_path / "t.tar.gz", {"cat/1.png": png(), name: member, "cat/2.png": png(1)}, "w:gz")]
    if isinstance(member, bytes):
        archives.append(pack(tmp_path / "t.zip", {"cat/1.png": png(), name: member, "cat/2.png": png(1)}))
    before = {one for one in written(tmp_path) if not one.startswith("home/")}
    for path in archives:
        rows = upload(model, path, in_memory)
        assert (rows.pop("cat/1.png"), rows.pop("cat/2.png")) == (None, None)
        ((shown, said),) = rows.items()
        assert sentence in said
        assert shown.isprintable()
        assert said.isprintable()
    assert {one for one in written(tmp_path) if not one.startswith("home/")} == before


def cut(path):
    path.write_bytes(pack(path, pets()).read_bytes()[:-40])


BROKEN = {
    **{f"{what}.7z": broken for what, broken in BROKEN_7Z.items()},
    "password.zip": (lambda path: lock(pack(path, pets())), "has a password"),
    "cut.zip": (cut, "is no zip, or a damaged one"),
    "empty.zip": (lambda path: path.write_bytes(b""), "is no zip|is empty"),
    "no.zip": (lambda path: path.write_bytes(b"no zip"), "is no zip"),
    "bomb.zip": (lambda path: pack(path, {f"{n}.png": bytes(40_000_000) for n in range(4)}), "would unpack to"),
    "bomb.tar.gz": (lambda path: path.write_bytes(gzip.compress(bytes(150_000_000), 1)), "would unpack to"),
    "rar.zip": (lambda path: path.write_bytes(b"Rar!\x1a\x07\1\0" + bytes(100)), "is a rar archive"),
    "nested.zip": (lambda path: pack(path, {"a.zip": zipped({"1.png": bytes(150_000_000)})}), "would unpack to"),
    "rare.zip": (lambda path: pack(path, {"1.png": bytes(1000)}, zipfile.ZIP_BZIP2), "1.png"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_archive_is_a_row_beside_the_pictures_that_came_with_it(model, tmp_path, name):
    make, sentence = BROKEN[name]
    make(tmp_path / name)
    before = {one for one in written(tmp_path) if not one.startswith("home/")}
    rows = ask(model, {"1": Given(name, tmp_path / name), "2": Given("good.png", png())})
    assert rows.pop("good.png") is None
    assert any(re.search(sentence, said) for said in map(str, rows.values())), rows
    assert all(said is not None and "\n" not in said for said in rows.values())
    assert {one for one in written(tmp_path) if not one.startswith("home/")} == before
