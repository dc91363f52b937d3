"""The command line is a contract: what it prints, and with which status it ends."""

import json
from io import BytesIO

import pytest
from PIL import Image

from core.cli import main
from core.data import datasets
from core.runs import folder
from core.training.spec import TrainingSpec


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")


@pytest.fixture
def core(capsys):
    """Run the command line: its status, its standard output, its standard error."""

    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture
def tiny():
    return datasets.add("sketches", "tiny", options={"count": 20, "size": 32})


def test_a_dataset_is_added_listed_shown_and_removed(core):
    status, out, err = core("datasets", "add", "sketches", "--name", "mine", "--set", "count=60", "--json")
    assert (status, err) == (0, "")
    added = json.loads(out)
    assert {"name": "mine", "images": 60, "classes": {"cat": 30, "dog": 30}, "problems": []}.items() <= added.items()
    assert sum(added["splits"].values()) == 60
    listed = json.loads(core("datasets", "list", "--json")[1])
    assert [dataset["name"] for dataset in listed["datasets"]] == ["mine"]
    assert json.loads(core("datasets", "show", "mine", "--json")[1]) == added
    assert json.loads(core("datasets", "remove", "mine", "--json")[1]) == {"removed": "mine"}
    assert json.loads(core("datasets", "list", "--json")[1]) == {"datasets": []}


def test_refused_files_are_named(core, tmp_path):
    for label in ("cat", "dog"):
        for number in range(4):
            path = tmp_path / "photos" / label / f"{number}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_png(number * 20 + len(label)))
    (tmp_path / "photos" / "cat" / "broken.jpg").write_text("not a picture")
    status, out, _err = core("datasets", "add", tmp_path / "photos", "--name", "photos", "--json")
    assert status == 0
    (problem,) = json.loads(out)["problems"]
    assert problem["kind"] == "not_an_image"
    assert "broken.jpg" in problem["path"]
    assert "broken.jpg" in problem["reason"]


def test_check_names_both_files_of_a_pair(core, tmp_path):
    for label in ("cat", "dog"):
        for number in range(4):
            path = tmp_path / "photos" / label / f"{number}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_png(number))
    (tmp_path / "photos" / "dog" / "z.png").write_bytes((tmp_path / "photos" / "cat" / "1.png").read_bytes())
    datasets.add(tmp_path / "photos", "photos")
    status, out, err = core("datasets", "check", "photos", "--json")
    assert (status, err) == (0, "")
    checked = json.loads(out)
    assert {"name", "images", "classes", "splits", "problems"} <= set(checked)
    (problem,) = checked["problems"]
    assert (problem["kind"], problem["path"], problem["other"]) == ("label_conflict", "dog/z.png", "cat/1.png")
    assert problem["path"] in problem["reason"]
    assert "1 problems among 9 pictures" in core("datasets", "check", "photos")[1]


def _png(grey):
    file = BytesIO()
    Image.effect_noise((40, 40), 20 + grey).save(file, "PNG")
    return file.getvalue()


def test_tables_are_for_people(core, tiny):
    _status, out, _err = core("datasets", "show", "tiny")
    assert "cat" in out
    assert "{" not in out


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], "COMMAND"),
        (["dance"], "dance"),
        (["runs"], "VERB"),
        (["runs", "show", "nothing"], "nothing"),
        (["runs", "stop", "nothing"], "nothing"),
        (["runs", "remove", "../.."], "../.."),
        (["datasets", "show", "nothing"], "nothing"),
        (["datasets", "add", "/no/such/place", "--name", "x"], "/no/such/place"),
        (["datasets", "add", "sketches"], "--name"),
        (["datasets", "add", "sketches", "--name", "../x"], "../x"),
        (["datasets", "add", "sketches", "--name", "x", "--set", "count"], "count"),
        (["train"], "--dataset"),
        (["train", "--dataset", "nothing", "--architecture", "article"], "nothing"),
        (["train", "--dataset", "tiny", "--architecture", "resnet"], "resnet"),
        (["train", "--dataset", "tiny", "--architecture", "article", "--epochs", "0"], "epochs"),
        (["train", "--dataset", "tiny", "--architecture", "article", "--set", "colour=red"], "colour"),
        (["train", "--spec", "/no/such/spec.json"], "spec.json"),
        (["evaluate", "nothing"], "nothing"),
        (["predict", "nothing", "cat.jpg"], "nothing"),
    ],
)
def test_wrong_input_ends_with_2_and_one_line(core, tiny, arguments, named):
    status, out, err = core(*arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert named in err
    assert list(folder.all_runs()) == []


def test_a_run_without_a_model_cannot_predict(core):
    run = folder.create(TrainingSpec())
    status, _out, err = core("predict", run.run_id, "cat.jpg")
    assert status == 2
    assert "no model yet" in err


def test_runs_are_listed_shown_stopped_and_removed(core):
    run = folder.create(TrainingSpec(epochs=3))
    run.write_state(run.state().model_copy(update={"state": "stopped"}))
    listed = json.loads(core("runs", "list", "--json")[1])["runs"]
    assert [one["run"] for one in listed] == [run.run_id]
    shown = json.loads(core("runs", "show", "last", "--json")[1])
    assert set(shown) >= {"run", "state", "spec", "metrics", "epochs", "seconds", "images_per_second", "device"}
    assert shown["spec"]["epochs"] == 3
    assert json.loads(core("runs", "stop", run.run_id, "--json")[1])["state"] == "stopped"
    assert json.loads(core("runs", "remove", run.run_id, "--json")[1]) == {"removed": run.run_id}
    assert json.loads(core("runs", "list", "--json")[1]) == {"runs": []}


def test_messages_follow_the_language_of_the_environment(core, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "没有名为" in core("runs", "show", "nothing")[2]


def test_a_fault_of_ours_ends_with_1(core, monkeypatch):
    monkeypatch.setattr(folder, "all_runs", lambda: 1 / 0)
    status, _out, err = core("runs", "list")
    assert status == 1
    assert "ZeroDivisionError" in err
