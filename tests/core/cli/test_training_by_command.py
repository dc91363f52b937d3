"""The whole job by commands alone, in processes of their own: train, judge, predict."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from core.data.intake import adding

ROOT = Path(__file__).parents[3]

FIGURES = {"accuracy", "balanced_accuracy", "precision", "recall", "f1", "loss"}


def core(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "core", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_train_judge_and_predict(tmp_path):
    dataset = adding.add("sketches", "tiny", options={"count": 80, "size": 48})
    wanted = ("--dataset", "tiny", "--architecture", "article", "--epochs", 2, "--image-size", 32)
    done = core("train", *wanted, "--set", "precision=float32", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    run = json.loads(done.stdout)
    assert run["state"] == "finished"
    assert set(run["metrics"]) == {*FIGURES, "n", "interval"}
    assert set(run["seconds"]) == {"total", "decode", "train", "evaluate"}
    assert (run["epochs"], run["spec"]["image_size"]) == (2, 32)
    assert run["precision_policy"] == "float32"

    judged = json.loads(core("evaluate", run["run"], "--json").stdout)
    assert run["metrics"]["interval"]["accuracy"] == judged["interval"]["accuracy"]
    more = {name: judged[name] for name in ("balanced_accuracy", "interval")}  # which a run tells in part
    assert {name: judged[name] for name in run["metrics"]} == run["metrics"] | more
    assert judged["n"] == sum(map(sum, judged["confusion_matrix"])) == dataset.manifest.splits["test"]
    assert judged["classes"] == ["cat", "dog"]
    assert judged["per_class"]["dog"]["recall"] == judged["recall"]
    other = json.loads(core("evaluate", run["run"], "--positive", "cat", "--json").stdout)
    assert (other["positive"], other["recall"]) == ("cat", judged["per_class"]["cat"]["recall"])
    assert core("evaluate", run["run"], "--positive", "bird").returncode == 2

    picture = dataset.find_path(dataset.list_pictures(split="test")[0])
    broken = tmp_path / "broken.jpg"
    broken.write_text("no picture")
    answer = core("predict", run["run"], picture, broken, "--top", 1, "--json")
    assert answer.returncode == 0
    good, bad = json.loads(answer.stdout)["predictions"]
    assert good["path"] == str(picture)
    assert good["label"] in ("cat", "dog")
    assert 0.5 <= good["probability"] <= 1
    assert good["top"] == [{"label": good["label"], "probability": good["probability"]}]
    assert "broken.jpg" in bad["error"]
    none = core("predict", "last", broken, "--json")
    assert none.returncode == 2
    assert json.loads(none.stdout)["run"] == run["run"]
    assert none.stderr.count("\n") == 1
    assert none.stderr.startswith("None of the pictures could be read. The first problem:")


@pytest.mark.slow
def test_detached_training_is_left_at_work():
    adding.add("sketches", "tiny", options={"count": 80, "size": 48})
    arguments = ("--dataset", "tiny", "--architecture", "article", "--image-size", 32, "--epochs", 1000)
    started = json.loads(core("train", *arguments, "--detach", "--json").stdout)
    assert started["state"] in ("queued", "running")
    assert json.loads(core("runs", "show", "last", "--json").stdout)["run"] == started["run"]
    paused = json.loads(core("runs", "pause", started["run"], "--json").stdout)
    assert paused["state"] in ("pausing", "paused")
    resumed = json.loads(core("runs", "resume", started["run"], "--json").stdout)
    assert resumed["state"] in ("paused", "queued", "running")
    assert core("runs", "stop", started["run"]).returncode == 0


def test_a_network_that_cannot_be_downloaded_ends_in_one_sentence():
    adding.add("sketches", "tiny", options={"count": 20, "size": 48})
    done = core("train", "--dataset", "tiny", "--architecture", "convnext_tiny", "--json")
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert said.startswith("The weights of ConvNeXt Tiny are downloaded once, and 127.0.0.1 did not send them (")
    assert said.endswith("). Go online and start again, or choose EfficientNet-Lite0, which is built in.")
    assert json.loads(done.stdout)["state"] == "failed"
    suggested = core("rate", "--dataset", "tiny", "--architecture", "convnext_tiny", "--set", "trainable=top")
    assert (suggested.returncode, suggested.stderr.splitlines()) == (2, [said])
