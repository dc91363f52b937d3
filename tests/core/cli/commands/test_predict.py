"""`predict` on the command line: one picture that cannot be read keeps no other back, and is counted."""

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
    (tmp_path / "broken.png").write_text("no picture")
    return hand_made_run("pets")


def test_how_many_could_not_be_read_is_told_at_the_end(run, tmp_path, capsys):
    good, broken = tmp_path / "pets" / "cat" / "000.png", tmp_path / "broken.png"
    assert main(["predict", run.run_id, str(broken), str(good), "--json"]) == 0
    out, err = capsys.readouterr()
    assert ["error" in one for one in json.loads(out)["predictions"]] == [True, False]
    assert err == "1 of 2 pictures could not be read.\n"


def test_none_that_could_be_read_is_a_mistake_of_the_input(run, tmp_path, capsys):
    assert main(["predict", run.run_id, str(tmp_path / "broken.png")]) == 2
    assert "None of the pictures could be read" in capsys.readouterr().err


def test_nothing_is_counted_where_all_could_be_read(run, tmp_path, capsys):
    assert main(["predict", run.run_id, str(tmp_path / "pets" / "cat" / "000.png")]) == 0
    assert capsys.readouterr().err == ""
