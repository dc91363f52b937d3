"""`evaluate --against`: two models on the same pictures."""

import json

import pytest

from core.cli import main
from core.data import datasets
from core.data.intake.adding import add
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_run


@pytest.fixture
def runs(tmp_path, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    add(two_classes(tmp_path / "pets", 40), "pets")
    return [hand_made_run("pets", seed=seed).run_id for seed in (0, 1)]


def test_two_models_are_compared_picture_by_picture(runs, capsys):
    assert main(["evaluate", runs[0], "--against", runs[1], "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    other, n = said["against"], len(datasets.load("pets").list_pictures(split="test"))
    assert (other["run"], other["shared"], said["n"]) == (runs[1], n, n)
    assert other["both_right"] + other["only_first"] == round(said["accuracy"] * n)
    assert other["both_right"] + other["only_second"] == round(other["accuracy"] * n)
    assert len(other["changed"]) == other["only_first"] + other["only_second"] + other["both_wrong_differently"] > 0
    assert main(["evaluate", runs[0], "--against", runs[1]]) == 0
    shown = capsys.readouterr().out
    assert f"Of {n} pictures only {runs[0]} has {other['only_first']} right" in shown
    assert "McNemar's exact test: p " in shown
    assert other["changed"][0]["path"] in shown


def test_without_another_model_nothing_is_added(runs, capsys):
    assert main(["evaluate", runs[0], "--json"]) == 0
    assert "against" not in json.loads(capsys.readouterr().out)
    assert main(["evaluate", runs[0], "--against", runs[0]]) == 2
    assert "not compared with itself" in capsys.readouterr().err
