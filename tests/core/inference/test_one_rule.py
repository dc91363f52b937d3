"""One rule, kept with a model, decides the same wherever the program answers or lets a model leave."""

import csv
import json
import subprocess
import sys
import zipfile

import numpy as np
import onnxruntime
import pytest

from core.cli import main
from core.data import datasets
from core.data.pixels.decode import decode
from core.evaluation.comparison.compare import load_judged
from core.evaluation.evaluate import evaluate, load
from core.evaluation.tables import tabulate_predictions
from core.export.card.writing import make_markdown
from core.export.formats import find_format
from core.export.formats.onnx import FACTS
from core.inference.decision import NOT_SURE, read_decision
from core.inference.imported.bundle_file import BundleFacts
from core.inference.imported.importing import import_bundle
from core.inference.predict import Question, answer
from core.inference.verdicts import judge_answers
from core.units import format_per_cent
from tests.core.jobs.conftest import end_all
from tests.kept_rule import keep_rule, name_flat


@pytest.fixture(params=[2, 3], ids=["two classes", "three classes"])
def kept(request, tmp_path, home, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    yield keep_rule(tmp_path, request.param)
    end_all()  # whoever explains stays for the next question


def read_json(capsys, *arguments):
    assert main([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def on_the_command_line(kept, capsys, folder):
    said = read_json(capsys, "predict", kept.model.id, *kept.files.values())["predictions"]
    return {one["path"].rsplit("/", 1)[-1]: one["label"] if one["sure"] else None for one in said}


def in_the_table_to_take_away(kept, capsys, folder):
    assert main(["predict", kept.model.id, *map(str, kept.files.values()), "--csv", str(folder / "rows.csv")]) == 0
    rows = csv.DictReader((folder / "rows.csv").read_text("utf-8-sig").splitlines())
    return {row["path"].rsplit("/", 1)[-1]: row["label"] if row["sure"] == "True" else None for row in rows}


def in_the_predictions_of_an_evaluation(kept, capsys, folder):
    evaluate(kept.model, datasets.load("pets"), "test")
    found = load(kept.model.evaluations, "pets", "test").apply(read_decision(kept.model))
    return read_table(tabulate_predictions(found))


def beside_other_runs(kept, capsys, folder):
    evaluate(kept.model, datasets.load("pets"), "test")
    (judged,) = load_judged([kept.run])
    return read_table(tabulate_predictions(judged.predictions))


def read_table(table):
    columns = zip(table["path"], table["answer"], table["sure"], strict=True)
    return {name_flat(path): str(said) if sure else None for path, said, sure in columns}


def in_a_bundle(kept, capsys, folder):
    exported = find_format("bundle").export(kept.model, folder / "out")
    assert exported.checked.changed_decisions == 0
    with zipfile.ZipFile(exported.path) as opened:
        opened.extractall(folder / "bundle")
    command = [sys.executable, folder / "bundle" / "predict.py", "--json", *kept.files.values()]
    said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["predictions"]
    return {one["file"].rsplit("/", 1)[-1]: one["answer"] for one in said}


def where_a_bundle_is_imported(kept, capsys, folder):
    model = import_bundle(find_format("bundle").export(kept.model, folder / "out").path, "theirs")
    answers = answer(model, [Question(*one) for one in kept.files.items()])
    verdicts = judge_answers(model, read_decision(model), answers)
    return {
        one.name: verdict.label if verdict.is_sure else None for one, verdict in zip(answers, verdicts, strict=True)
    }


def by_what_an_onnx_file_says(kept, capsys, folder):
    session = onnxruntime.InferenceSession(find_format("onnx").export(kept.model, folder / "out").path)
    facts = BundleFacts.model_validate_json(session.get_modelmeta().custom_metadata_map[FACTS])
    pixels = np.stack([decode(file, facts.image_size, facts.view) for file in kept.files.values()]).astype(np.float32)
    (rows,) = session.run(None, {session.get_inputs()[0].name: pixels})
    rows = np.hstack([1 - rows, rows]) if rows.shape[1] == 1 else rows
    places = facts.rule.decide(facts.rule.calibrate(rows), facts.classes)
    return {
        name: None if place == NOT_SURE else facts.classes[place]
        for name, place in zip(kept.files, places, strict=True)
    }


PLACES = (
    on_the_command_line, in_the_table_to_take_away, in_the_predictions_of_an_evaluation, beside_other_runs, in_a_bundle,
    where_a_bundle_is_imported, by_what_an_onnx_file_says,
)  # fmt: skip


@pytest.mark.parametrize("ask", PLACES, ids=[one.__name__ for one in PLACES])
def test_every_place_answers_as_the_rule_does(ask, kept, capsys, tmp_path):
    assert ask(kept, capsys, tmp_path) == kept.answers


def test_figures_are_those_of_the_rule(kept, capsys):
    right = sum(name.startswith(f"{said}-") for name, said in kept.chosen.items())
    answered = [name for name, said in kept.answers.items() if said is not None]
    told = read_json(capsys, "evaluate", kept.model.id)
    assert told["accuracy"] == pytest.approx(right / len(kept.files))
    assert told["answered"]["n"] == len(answered)
    expected = sum(name.startswith(f"{kept.answers[name]}-") for name in answered) / len(answered)
    assert told["answered"]["accuracy"] == pytest.approx(expected)
    assert format_per_cent(told["accuracy"]) in make_markdown(kept.model)


def test_an_explanation_names_the_answer_of_the_rule(kept, capsys, tmp_path):
    for name in kept.choose_telling():
        command = ("explain", kept.model.id, kept.files[name], "--method", "occlusion", "--out", tmp_path / "why.png")
        assert read_json(capsys, *command)["answer"] == kept.answers[name]
