"""A real run judged on real splits, and what is kept of it."""

import subprocess
import sys

import numpy as np
import pytest

from core import files
from core.backbone.head import Head
from core.data import datasets, index, manifest
from core.data.intake import adding
from core.errors import InputError
from core.evaluation.evaluate import ARRAYS, evaluate, load
from core.inference.run_model import RunModel
from tests.core.data.pictures import two_classes


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
    head = Head.load(transferred.head)
    Head(head.kernel, head.bias * np.nan).save(transferred.head)
    with pytest.raises(InputError, match="learning rate ten times lower"):
        evaluate(RunModel(transferred), datasets.load("drawings"), "val")
    assert load(transferred.evaluation, "drawings", "val") is None


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


def test_an_empty_split_is_named(trained):
    dataset = datasets.load("digits")
    checksum = index.write(dataset.folder, [one.model_copy(update={"split": "train"}) for one in dataset.records])
    manifest.write(dataset.folder, dataset.manifest.model_copy(update={"index": checksum}))
    with pytest.raises(InputError, match="The split test of digits has no pictures"):
        evaluate(RunModel(trained), datasets.load("digits"), "test")
