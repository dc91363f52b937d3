"""`export` on the command line: what it prints, and how it ends."""

import json

import pytest

from core.cli import main
from core.data.intake.adding import add
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_run


@pytest.fixture
def run(tmp_path, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    add(two_classes(tmp_path / "pets"), "pets")
    return hand_made_run("pets")


def test_one_object_tells_what_was_written_and_how_it_was_checked(run, tmp_path, capsys):
    assert main(["export", run.run_id, "--format", "onnx", "--out", str(tmp_path / "out"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"model", "format", "path", "bytes", "checked"}
    assert (told["model"], told["format"]) == (run.run_id, "onnx")
    path = tmp_path / "out" / f"{run.run_id}.onnx"
    assert (told["path"], told["bytes"]) == (str(path), path.stat().st_size)
    assert set(told["checked"]) == {"pictures", "largest_difference", "changed_decisions"}


def test_a_table_is_for_people(run, tmp_path, capsys):
    assert main(["export", "last", "--format", "onnx", "--out", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert f"{run.run_id}.onnx" in out
    assert "Pictures with another class" in out


def test_of_what_gives_no_answers_no_check_is_told(run, tmp_path, capsys):
    assert main(["export", "last", "--format", "card", "--out", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "-card" in out
    assert "Pictures with another class" not in out


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["last", "--out", "."], "--format"),
        (["last", "--format", "onnx"], "--out"),
        (["last", "--format", "word", "--out", "."], "word"),
        (["nothing", "--format", "onnx", "--out", "."], "nothing"),
        (["imagenet", "--format", "keras", "--out", "."], "Choose another format: onnx"),
    ],
)
def test_wrong_input_ends_with_2_and_one_line(run, arguments, named, capsys):
    assert main(["export", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert named in err
