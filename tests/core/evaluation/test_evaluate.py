"""A real run judged on real splits, and what is kept of it."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core import files
from core.backbone.head import Head
from core.data import datasets, index, manifest
from core.data.intake import adding
from core.errors import InputError
from core.evaluation.evaluate import ARRAYS, evaluate, load
from core.inference.decision import DecisionRule
from core.inference.run_model import RunModel
from core.runs.trained_head import TrainedHead
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_run


@pytest.mark.parametrize("split", ["train", "val", "test"])
def test_what_is_kept_is_what_was_reported(trained, split):
    digits = datasets.load("digits")
    found = evaluate(RunModel(trained), digits, split)
    kept = load(trained.evaluation, "digits", split)
    assert found.n == len(digits.list_pictures(split=split)) == len(kept.paths)
    assert kept.get_report().to_json() == found.to_json()
    assert kept.probabilities.sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert found.summary.accuracy > 0.6  # two epochs teach it most digits; chance is 0.1


def test_a_report_is_read_as_it_was_computed_and_computed_where_none_was_kept(trained):
    found = evaluate(RunModel(trained), datasets.load("digits"), "test")
    kept = load(trained.evaluation, "digits", "test")
    assert (kept.known_report.confusion == found.confusion).all()
    assert kept.known_report.per_class == found.per_class
    path = trained.evaluation / "digits" / "test.npz"
    files.write_arrays(path, files.read_arrays(path, ARRAYS))
    assert load(trained.evaluation, "digits", "test").known_report is None
    assert load(trained.evaluation, "digits", "test").get_report().to_json() == found.to_json()


def test_the_pages_that_show_a_report_do_without_scikit_learn(trained):
    evaluate(RunModel(trained), datasets.load("digits"), "test")
    look = (
        "import sys; from pathlib import Path; from core.evaluation.evaluate import load;"
        f"load(Path({str(trained.evaluation)!r}), 'digits', 'test').get_report(); sys.exit('sklearn' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", look], check=True)


def test_answers_that_are_no_numbers_are_told_and_not_kept(transferred):
    head = TrainedHead.load(transferred.head)
    TrainedHead(Head(head.last.kernel, head.last.bias * np.nan), head.validated).save(transferred.head)
    with pytest.raises(InputError, match="learning rate ten times lower"):
        evaluate(RunModel(transferred), datasets.load("drawings"), "train")
    assert load(transferred.evaluation, "drawings", "train") is None


def test_progress_runs_once_from_nothing_to_all(trained):
    told = []
    evaluate(RunModel(trained), datasets.load("digits"), "val", progress=lambda done, total: told.append(done / total))
    assert told == sorted(told)
    assert told[-1] == 1


def test_a_cell_has_its_pictures_the_surest_first(trained):
    kept = load(trained.evaluation, "digits", "test")
    confusion = kept.get_report().confusion
    for true, predicted in np.argwhere(confusion).tolist():
        places = kept.find_cell(true, predicted)
        sure = kept.probabilities[places, predicted]
        assert len(places) == confusion[true, predicted]
        assert set(kept.labels[places]) == {true}
        assert (sure == kept.probabilities[places].max(axis=1)).all()
        assert sure.tolist() == sorted(sure, reverse=True)


@pytest.mark.parametrize("damage", [b"", b"no archive", None])
def test_a_damaged_evaluation_counts_as_none(trained, damage):
    path = trained.evaluation / "digits" / "test.npz"
    path.write_bytes(path.read_bytes()[:200] if damage is None else damage)
    assert load(trained.evaluation, "digits", "test") is None


def test_other_classes_are_refused_by_name(trained, tmp_path):
    adding.add(two_classes(tmp_path / "pets"), "pets")
    with pytest.raises(InputError, match=r"pets has cat, dog\. Choose a dataset with the same classes"):
        evaluate(RunModel(trained), datasets.load("pets"), "test")


def test_classes_are_matched_by_name_and_may_be_fewer(trained, tmp_path):
    digits, folder = datasets.load("digits"), tmp_path / "some"
    for record in digits.list_pictures(split="test"):
        if record.label in ("3", "7"):
            (folder / "test" / record.label).mkdir(parents=True, exist_ok=True)
            shutil.copy(digits.find_path(record), folder / "test" / record.label / Path(record.path).name)
    adding.add(folder, "some")
    found = evaluate(RunModel(trained), datasets.load("some"), "all")
    own = load(trained.evaluation, "digits", "test").get_report()
    assert found.classes == own.classes
    assert found.confusion[[3, 7]].tolist() == own.confusion[[3, 7]].tolist()
    assert found.absent == [label for label in own.classes if label not in ("3", "7")]


def test_all_splits_together_are_judged_at_once(trained):
    dataset = datasets.load("digits")
    found = evaluate(RunModel(trained), dataset, "all")
    kept = load(trained.evaluation, "digits", "all")
    assert kept.paths == tuple(record.path for record in dataset.list_pictures())
    assert found.n == len(kept.paths)
    test = load(trained.evaluation, "digits", "test")
    places = [kept.paths.index(path) for path in test.paths]
    np.testing.assert_allclose(kept.probabilities[places], test.probabilities, atol=1e-5)


def test_a_rule_changes_the_answers_and_not_what_is_kept(trained):
    kept = load(trained.evaluation, "digits", "test")
    assert kept.apply(DecisionRule()) is kept
    assert kept.apply(DecisionRule(reject_below=0.5)).known_report is kept.known_report
    milder = kept.apply(DecisionRule(temperature=2))
    assert (milder.get_report().confusion == kept.get_report().confusion).all()
    assert milder.get_report().summary.loss != kept.get_report().summary.loss
    assert milder.probabilities.max(axis=1).mean() < kept.probabilities.max(axis=1).mean()


def test_an_empty_split_is_named(trained):
    dataset = datasets.load("digits")
    checksum = index.write(dataset.folder, [replace(one, split="train") for one in dataset.records])
    manifest.write(dataset.folder, dataset.manifest.model_copy(update={"index": checksum}))
    with pytest.raises(InputError, match="The split test of digits has no pictures"):
        evaluate(RunModel(trained), datasets.load("digits"), "test")


def test_a_model_that_is_replaced_meanwhile_is_asked_anew(tmp_path):
    """As by a run that goes on after it was stopped, and ends while somebody evaluates what it was."""
    pets = adding.add(two_classes(tmp_path / "pets"), "pets")
    run, other = hand_made_run("pets", seed=0), hand_made_run("pets", seed=1)
    model, times = RunModel(run), []

    def replace_once(done, total):
        if done and not times:
            times.append(done)
            run.onnx_model.write_bytes(other.onnx_model.read_bytes())
            os.utime(run.onnx_model, ns=(1, 1))

    evaluate(model, pets, "test", replace_once)
    evaluate(RunModel(other), pets, "test")
    stored = [load(one.evaluation, "pets", "test").probabilities for one in (run, other)]
    np.testing.assert_array_equal(*stored)
    pixels = np.zeros((1, 32, 32, 3), np.uint8)
    before = model.compute_probabilities(pixels)
    run.onnx_model.unlink()
    np.testing.assert_array_equal(model.compute_probabilities(pixels), before)  # what is loaded still answers
