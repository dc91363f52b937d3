"""`predict` on the command line: one picture that cannot be read keeps no other back, and is counted."""

import csv
import json
import shutil

import pytest

from core.cli import main
from core.cli.commands.predict import MOST_DOUBTS
from core.data.intake.adding import add
from core.inference.decision import DecisionRule, save_decision
from core.inference.models import find_model
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
    assert main(["predict", run.run_id, str(broken), str(good)]) == 0
    out, err = capsys.readouterr()
    assert "broken.png" not in out
    assert err.count("broken.png") == 1, "the sentence names it, and nothing else does"


def test_none_that_could_be_read_is_a_mistake_of_the_input(run, tmp_path, capsys):
    assert main(["predict", run.run_id, str(tmp_path / "broken.png")]) == 2
    assert "None of the pictures could be read" in capsys.readouterr().err


def test_nothing_is_counted_where_all_could_be_read(run, tmp_path, capsys):
    assert main(["predict", run.run_id, str(tmp_path / "pets" / "cat" / "000.png")]) == 0
    assert capsys.readouterr().err == ""


def test_a_picture_that_is_named_beside_its_folder_is_asked_about_once(run, tmp_path, capsys):
    folder = tmp_path / "pets" / "cat"
    assert main(["predict", run.run_id, str(folder / "000.png"), str(folder), "--json"]) == 0
    asked = [one["path"] for one in json.loads(capsys.readouterr().out)["predictions"]]
    assert sorted(asked) == sorted(map(str, folder.iterdir()))


def test_a_folder_and_a_zip_stand_for_their_pictures_and_leave_as_csv(run, tmp_path, capsys):
    zipped = shutil.make_archive(str(tmp_path / "more"), "zip", tmp_path / "pets" / "dog")
    table = tmp_path / "answers.csv"
    paths = [str(tmp_path / "pets" / "cat"), zipped, str(tmp_path / "broken.png")]
    assert main(["predict", run.run_id, *paths, "--json", "--top", "1", "--csv", str(table)]) == 0
    said = json.loads(capsys.readouterr().out)["predictions"]
    count = len(list((tmp_path / "pets").rglob("*.png"))) + 1
    assert len({one["path"] for one in said}) == len(said) == count
    assert [len(one["top"]) for one in said if "top" in one] == [1] * (count - 1)
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["path"] for row in rows] == [one["path"] for one in said]
    assert "broken.png is not a picture" in rows[-1]["error"]
    assert float(rows[0]["probability"]) == said[0]["probability"]


def test_the_table_names_as_many_classes_as_are_asked_for(run, tmp_path, capsys):
    picture = str(tmp_path / "pets" / "cat" / "000.png")
    assert main(["predict", run.run_id, picture]) == 0
    assert "Other classes" not in capsys.readouterr().out
    assert main(["predict", run.run_id, picture, "--top", "2"]) == 0
    out = capsys.readouterr().out
    assert "Other classes" in out
    assert "cat" in out.splitlines()[-1].replace(picture, "")
    assert "dog" in out.splitlines()[-1].replace(picture, "")


def test_what_was_decided_about_the_model_counts(run, tmp_path, capsys):
    save_decision(find_model(run.run_id), DecisionRule(threshold=0.999, positive="cat", reject_below=1.0))
    picture = str(tmp_path / "pets" / "cat" / "000.png")
    assert main(["predict", run.run_id, picture, "--json"]) == 0
    (said,) = json.loads(capsys.readouterr().out)["predictions"]
    assert (said["label"], said["sure"]) == ("dog", False)
    assert {"not_sure", "close"} & {one["reason"] for one in said["look"]}
    assert main(["predict", run.run_id, picture]) == 0
    assert "not sure (dog?)" in capsys.readouterr().out


def test_of_many_hard_pictures_the_first_doubts_stand_below_the_table(run, tmp_path, capsys):
    save_decision(find_model(run.run_id), DecisionRule(threshold=0.5, positive="cat", reject_below=1.0))
    assert main(["predict", run.run_id, str(tmp_path / "pets")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if ".png: " in line]) == MOST_DOUBTS
    assert "more such lines" in lines[-1]
