"""The command line is a contract: what it prints, and with which status it ends."""

import json
import os
import re
import signal
import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image

from core.cli import following, main
from core.curation.checks.exact_duplicates import ExactDuplicates
from core.data import datasets
from core.data.intake import adding
from core.jobs import control
from core.jobs import folder as job_folder
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from tests.core.data.pictures import fill, two_classes


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
    return adding.add("sketches", "tiny", options={"count": 20, "size": 32})


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
    adding.add(tmp_path / "photos", "photos")
    status, out, err = core("datasets", "check", "photos", "--json")
    assert (status, err) == (0, "")
    checked = json.loads(out)
    assert {"name", "images", "classes", "splits", "problems"} <= set(checked)
    (problem,) = [one for one in checked["problems"] if one["kind"] != "too_few"]
    assert (problem["kind"], problem["path"], problem["other"]) == ("label_conflict", "dog/z.png", "cat/1.png")
    assert problem["path"] in problem["reason"]
    assert checked["health"]["score"] < 90
    assert any(note.startswith("Same picture under two labels: 1.") for note in checked["health"]["notes"])
    text = core("datasets", "check", "photos")[1]
    assert text.startswith(f"Health: {checked['health']['score']} of 100\n")
    assert f"{len(checked['problems'])} problems among 9 pictures" in text


def test_mend_leaves_surplus_copies_out_and_undo_takes_it_back(core, tmp_path):
    two_classes(tmp_path / "photos")
    (tmp_path / "photos" / "cat" / "z.png").write_bytes((tmp_path / "photos" / "cat" / "000.png").read_bytes())
    (tmp_path / "photos").rename(tmp_path / "train")
    for number, split in enumerate(("val", "test"), 2):
        for label in ("cat", "dog"):
            fill(tmp_path / split / label, 3, first=2000 * number + len(label) * ord(label[0]))
    adding.add(tmp_path, "photos")
    mended = json.loads(core("datasets", "mend", "photos", "--json")[1])
    health = mended.pop("health")
    assert health["before"] < health["score"]
    assert mended == {"name": "photos", "left_out": ["train/cat/z.png"], "images": 32}
    assert core("datasets", "mend", "photos")[1] == "0 pictures were left out.\n"
    assert core("datasets", "mend", "photos", "--undo")[1].splitlines() == [
        "train/cat/z.png", "The decision about 1 picture was undone.",
        f"Health: {health['score']} → {health['before']} of 100",
    ]  # fmt: skip
    status, out, err = core("datasets", "mend", "photos", "--undo")
    assert (status, out) == (2, "")
    assert "can be undone" in err


def test_export_writes_what_can_be_added_again(core, tiny, tmp_path):
    added = json.loads(core("datasets", "show", "tiny", "--json")[1])
    status, out, err = core("datasets", "export", "tiny", "--out", tmp_path / "out", "--json")
    assert (status, err) == (0, "")
    told = json.loads(out)
    assert (told["name"], told["images"], told["path"]) == ("tiny", added["images"], str(tmp_path / "out"))
    again = json.loads(core("datasets", "add", tmp_path / "out", "--name", "again", "--json")[1])
    assert (again["classes"], again["splits"]) == (added["classes"], added["splits"])
    assert "tiny.zip" in core("datasets", "export", "tiny", "--zip", "--out", tmp_path)[1]
    status, out, err = core("datasets", "export", "tiny", "--out", tmp_path / "out")
    assert (status, out) == (2, "")
    assert "Choose an empty or a new folder." in err


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
    assert list(folder.list_runs()) == []


def test_names_break_no_line_and_send_nothing_to_the_terminal(core, tmp_path):
    two_classes(tmp_path / "photos", 4)
    (tmp_path / "photos" / "cat" / "two\nlines \x1b[31m.png").write_text("no picture")
    out = core("datasets", "add", tmp_path / "photos", "--name", "photos")[1]
    assert out.splitlines()[-1].startswith("cat/two\\nlines \\x1b[31m.png is not a picture.")
    err = core("datasets", "show", "a\x1b[31m")[2]
    assert err.startswith("There is no dataset called a\\x1b[31m.")


def test_what_is_said_of_many_files_is_said_once(core, tmp_path):
    for split, label in (("train", "cat"), ("train", "dog"), ("test", "cat"), ("test", "dog"), ("test", "bird")):
        fill(tmp_path / "photos" / split / label, 4, first=10 * len(split + label))
    out = core("datasets", "add", tmp_path / "photos", "--name", "photos")[1]
    assert out.count("The class bird needs") == 1


def test_chinese_columns_stand_below_each_other(core, monkeypatch, tmp_path):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    for number, label in enumerate(("猫", "café")):
        fill(tmp_path / "photos" / label, 5, first=10 * number)
    lines = core("datasets", "add", tmp_path / "photos", "--name", "photos")[1].splitlines()
    assert lines[:2] == ["数据集  photos", "图片数  10"]
    assert lines[2].startswith("健康度：")
    assert lines[-4:] == [
        "",
        "类别  训练  验证  测试",
        "café  3     1     1",
        "猫    3     1     1",
    ]


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_a_terminal_of_any_encoding_gets_every_name(encoding, tmp_path, home):
    two_classes(tmp_path, 4)
    (tmp_path / "dog").rename(tmp_path / "狗🐶")
    adding.add(tmp_path, "photos")
    command = (sys.executable, "-m", "core", "datasets", "show", "photos")
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    table = subprocess.run(command, capture_output=True, check=True, env=environment).stdout.decode(encoding)
    assert "狗🐶" in table or r"\u72d7\U0001f436" in table
    plain = subprocess.run([*command, "--json"], capture_output=True, check=True, env=environment).stdout
    assert json.loads(plain.decode(encoding))["classes"] == {"cat": 4, "狗🐶": 4}


def test_a_run_without_a_model_cannot_predict(core):
    run = folder.create(TrainingSpec())
    status, _out, err = core("predict", run.run_id, "cat.jpg")
    assert status == 2
    assert "no model yet" in err


def test_runs_are_listed_shown_stopped_and_removed(core):
    run = folder.create(TrainingSpec(epochs=3))
    run.write_state(run.read_state().model_copy(update={"state": "stopped"}))
    listed = json.loads(core("runs", "list", "--json")[1])["runs"]
    assert [one["run"] for one in listed] == [run.run_id]
    shown = json.loads(core("runs", "show", "last", "--json")[1])
    assert set(shown) >= {"run", "state", "spec", "metrics", "epochs", "seconds", "images_per_second", "device"}
    assert shown["spec"]["epochs"] == 3
    assert json.loads(core("runs", "stop", run.run_id, "--json")[1])["state"] == "stopped"
    assert json.loads(core("runs", "remove", run.run_id, "--json")[1]) == {"removed": run.run_id}
    assert json.loads(core("runs", "list", "--json")[1]) == {"runs": []}


@pytest.mark.parametrize(
    ("room", "told"), [("runs", "no runs yet"), ("jobs", "no jobs yet"), ("datasets", "no datasets yet")]
)
def test_an_empty_list_says_so_and_how_to_begin(core, room, told):
    status, out, err = core(room, "list")
    assert (status, err) == (0, "")
    assert told in out
    assert len(out.splitlines()) == 1


def test_a_damaged_run_does_not_hide_the_others(core):
    whole, broken = (folder.create(TrainingSpec()) for _ in range(2))
    (broken.path / "spec.json").write_text("{")
    status, out, err = core("runs", "list", "--json")
    assert status == 0
    told = {run["run"]: run for run in json.loads(out)["runs"]}
    assert told.keys() == {whole.run_id, broken.run_id}
    assert (told[whole.run_id]["problem"], told[broken.run_id]["spec"]) == (None, None)
    assert "spec.json" in told[broken.run_id]["problem"]
    assert (err.count("\n"), broken.run_id in err) == (1, True)
    assert core("runs", "remove", broken.run_id)[0] == 0


def test_a_state_that_is_damaged_is_made_again(core):
    whole, broken = (folder.create(TrainingSpec()) for _ in range(2))
    (broken.path / "state.json").write_text("{")
    status, out, _err = core("runs", "list", "--json")
    assert status == 0
    told = {run["run"]: run for run in json.loads(out)["runs"]}
    assert told.keys() == {whole.run_id, broken.run_id}
    assert (told[broken.run_id]["state"], "is not known" in told[broken.run_id]["reason"]) == ("failed", True)
    assert core("runs", "remove", broken.run_id)[0] == 0


def test_messages_follow_the_language_of_the_environment(core, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "没有名为" in core("runs", "show", "nothing")[2]


def test_argparse_follows_it_too(core, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert core("predict")[2] == "缺少参数：model, PATH。用法见：python -m core predict --help\n"
    assert core("runs", "dance")[2].startswith("参数 VERB：没有 'dance' 这个选项（可选：")


def test_times_are_dates_for_people_and_seconds_for_programs(core):
    run = folder.create(TrainingSpec())
    run.write_state(run.read_state().model_copy(update={"state": "stopped", "created": 0.0, "ended": 90000.0}))
    told = json.loads(core("runs", "show", "last", "--json")[1])
    assert (told["created"], told["ended"]) == (0.0, 90000.0)
    out = core("runs", "show", "last")[1]
    assert re.search(r"Started +(1969-12-31|1970-01-01) \d\d:\d\d\n", out)
    assert "90000" not in out


def test_a_fault_of_ours_ends_with_1(core, monkeypatch):
    monkeypatch.setattr(folder, "list_runs", lambda: 1 / 0)
    status, _out, err = core("runs", "list")
    assert status == 1
    assert "ZeroDivisionError" in err


def test_ctrl_c_cancels_what_is_being_added_and_leaves_nothing_behind(core, monkeypatch, home):
    def add(*_args, cancel, **_options):
        while True:
            cancel.raise_if_cancelled()

    presses = iter([KeyboardInterrupt])

    def give_up(text):
        if text.startswith("Reading"):
            for press in presses:
                raise press

    monkeypatch.setattr(adding, "add", add)
    monkeypatch.setattr(following, "print_progress", give_up)
    monkeypatch.setattr(following, "POLL_SECONDS", 0.01)
    status, out, err = core("datasets", "add", "sketches", "--name", "mine", "--set", "count=60")
    assert (status, out, err) == (130, "", "")
    assert list((home / "jobs").iterdir()) == []
    assert datasets.list_names() == []


@pytest.fixture
def interruptible():
    """Ctrl-C reaches this process, which may have been started in the background, where a shell has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("presses", [1, 3])
def test_a_second_ctrl_c_leaves_nothing_behind_either(core, monkeypatch, home, tiny, presses):
    def find(*_args, cancel, **_options):
        while True:
            cancel.raise_if_cancelled()

    left = iter(range(presses))

    def press(text):
        if text and next(left, None) is not None:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(ExactDuplicates, "find", find)
    monkeypatch.setattr(following, "print_progress", press)
    assert core("datasets", "check", "tiny") == (130, "", "")
    assert list((home / "jobs").iterdir()) == []
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_check_is_a_job_while_it_lasts(core, monkeypatch, home, tiny):
    seen = []

    def find(*_args, **_options):
        seen.extend(job.read_facts().kind for job in job_folder.list_jobs())
        return []

    monkeypatch.setattr(ExactDuplicates, "find", find)
    assert core("datasets", "check", "tiny", "--json")[0] == 0
    assert seen == ["check_dataset"]
    assert list((home / "jobs").iterdir()) == []


def test_a_fault_of_ours_in_a_job_ends_with_1_and_keeps_its_log(core, monkeypatch, home, tiny):
    monkeypatch.setattr(ExactDuplicates, "find", lambda *_args, **_options: 1 / 0)
    status, out, err = core("datasets", "check", "tiny")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert len(list((home / "jobs").iterdir())) == 1


def test_what_somebody_else_cancels_is_told(core, monkeypatch, home):
    def add(*_args, cancel, **_options):
        for job in job_folder.list_jobs():
            control.cancel(job)
        while True:
            cancel.raise_if_cancelled()

    monkeypatch.setattr(adding, "add", add)
    status, out, err = core("datasets", "add", "sketches", "--name", "mine", "--set", "count=60")
    assert (status, out) == (2, "")
    assert "cancelled elsewhere" in err
    assert list((home / "jobs").iterdir()) == []


@pytest.mark.slow
def test_a_run_is_repaired(core, trained):
    before = json.loads(core("runs", "show", "last", "--json")[1])
    (trained.path / "result.json").write_text("{")
    assert "Repair the run" in core("runs", "show", "last")[1]
    assert json.loads(core("runs", "repair", "last", "--json")[1])["repaired"] == ["result.json"]
    after = json.loads(core("runs", "show", "last", "--json")[1])
    assert after["metrics"] == before["metrics"]
    assert "Nothing of this run is damaged" in core("runs", "repair", "last")[1]


def test_shares_read_as_on_the_pages(core, trained):
    result = trained.read_training_result()
    nearly = result.metrics.model_copy(update={"accuracy": 0.9997})
    trained.write_result(result.model_copy(update={"metrics": nearly}))
    assert ">99.9%" in core("runs", "list")[1]
    assert ">99.9%" in core("runs", "show", "last")[1]
