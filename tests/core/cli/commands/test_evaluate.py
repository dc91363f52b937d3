"""`evaluate` on the command line: what it tells of a model, and the sentences for one that cannot be judged."""

import json

import pytest

from core.cli import main
from core.data import datasets
from core.data.intake.adding import add
from core.inference.decision import DecisionRule, save_decision
from core.inference.models import find_model
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_run


@pytest.fixture
def run(tmp_path, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    add(two_classes(tmp_path / "pets"), "pets")
    return hand_made_run("pets")


def judge(capsys, *words):
    assert main(["evaluate", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_figure_comes_with_its_interval_and_the_keys_of_before_stay(run, capsys):
    found = judge(capsys, run.run_id)
    assert found["log_loss"]["value"] == found["loss"]
    for name in ("log_loss", "auc", "average_precision", "ece"):
        low, high = found[name]["interval"]
        assert low <= high
        assert found[name]["method"] in ("wilson", "bootstrap")
    for name in ("accuracy", "balanced_accuracy"):
        low, high = found["interval"][name]
        assert low <= found[name] <= high
    assert found["macro"].keys() == found["weighted"].keys() == {"precision", "recall", "f1", "interval", "classes"}
    assert found["per_class"]["cat"]["interval"].keys() >= {"precision", "recall", "f1", "auc"}
    assert (found["threshold"], found["temperature"], found["answered"]) == (None, 1.0, None)
    everything = judge(capsys, run.run_id, "--split", "all")
    assert everything["n"] == len(datasets.load("pets").list_pictures())
    assert "pictures that the model was trained on" in everything["notes"][0]


def test_what_is_kept_with_the_model_decides_and_a_threshold_may_be_tried(run, capsys):
    plain = judge(capsys, run.run_id)
    save_decision(find_model(run.run_id), DecisionRule(temperature=2.0, reject_below=0.999))
    found = judge(capsys, run.run_id)
    assert (found["temperature"], found["answered"]["n"]) == (2.0, 0)
    assert found["confusion_matrix"] == plain["confusion_matrix"]
    assert found["log_loss"] != plain["log_loss"]
    never = judge(capsys, run.run_id, "--threshold", "0.9999", "--positive", "cat")
    assert (never["threshold"], never["positive"], never["recall"]) == (0.9999, "cat", 0.0)
    assert main(["evaluate", run.run_id, "--threshold", "2"]) == 2
    assert "The threshold is 2. Choose one between 0 and 1." in capsys.readouterr().err


def test_the_table_says_what_the_screen_says(run, capsys):
    found = judge(capsys, run.run_id)
    assert main(["evaluate", run.run_id]) == 0
    shown = capsys.readouterr().out
    low, high = found["log_loss"]["interval"]
    assert f"{found['loss']:.3f}  {low:.3f} – {high:.3f}" in shown
    assert f"{found['accuracy']:.1%}" in shown


def damage_model(run):
    run.onnx_model.write_bytes(b"no model")


def damage_classes(run):
    (run.path / "classes.json").write_text("{")
    (run.path / "index.jsonl").unlink()


def fail(run):
    run.onnx_model.unlink()
    run.write_state(run.read_state().model_copy(update={"state": "failed"}))


@pytest.mark.parametrize("spoil", [damage_model, damage_classes, fail])
def test_a_model_that_cannot_be_asked_is_told_as_predict_tells_it(run, spoil, tmp_path, capsys):
    spoil(run)
    said, picture = [], str(tmp_path / "pets" / "cat" / "000.png")
    for command in (
        ["evaluate", run.run_id], ["predict", run.run_id, picture],
        ["export", run.run_id, "--format", "onnx", "--out", str(tmp_path / "out")],
        ["explain", run.run_id, picture, "--method", "occlusion", "--out", str(tmp_path / "why.png")],
    ):  # fmt: skip
        assert main(command) == 2
        said.append(capsys.readouterr().err)
    assert set(said) == {said[0]}
    assert said[0].count("\n") == 1


def test_a_run_that_waits_has_nothing_to_judge(run, capsys):
    waiting = folder.create(TrainingSpec(dataset="pets"))
    assert main(["evaluate", waiting.run_id]) == 2
    assert "has no model yet" in capsys.readouterr().err


@pytest.fixture
def runs(tmp_path, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    add(two_classes(tmp_path / "pets", 40), "pets")
    return [hand_made_run("pets", seed=seed).run_id for seed in (0, 1)]


@pytest.mark.slow
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
    assert f"Of {n} pictures {other['only_first']} are right with {runs[0]} alone" in shown
    assert "McNemar's exact test: p " in shown
    assert other["changed"][0]["path"] in shown


@pytest.mark.slow
def test_without_another_model_nothing_is_added(runs, capsys):
    assert main(["evaluate", runs[0], "--json"]) == 0
    assert "against" not in json.loads(capsys.readouterr().out)
    assert main(["evaluate", runs[0], "--against", runs[0]]) == 2
    assert "not compared with itself" in capsys.readouterr().err
