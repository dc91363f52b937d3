"""Files that would harm who reads them, as paths, uploads, a folder and an archive: a row each with one sentence."""

import json
import zipfile
from io import BytesIO

import pytest

from core.cli import main
from core.data.intake.adding import add
from core.inference.asking.batch import Batch
from core.inference.asking.questions import Given
from core.inference.models import find_model
from tests.core.data.hostile_pictures import HOSTILE
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
