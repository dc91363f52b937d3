"""Datasets that lack what a screen asks for: no test pictures, only those, a class without any, other classes."""

from dataclasses import replace

import numpy as np

from core.curation.deciding.decide import decide
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake.adding import add
from core.evaluation.evaluate import _save as save
from core.evaluation.evaluate import evaluate, load, locate
from core.evaluation.report.metrics import compute_report
from core.inference.models import find_model
from tests.core.data.pictures import fill
from tests.hand_made import hand_made_import, hand_made_run
from tests.pages.app import as_read, open_page

SCREENS = ("evaluate", "predict", "explain", "inside", "export")
VIEWS = ("matrix", "threshold", "calibration", "curves", "beside")
PAIR = ("cat", "dog")


def add_splits(root, name, **splits):
    """A dataset of four pictures for each class of each split."""
    for place, (split, labels) in enumerate(splits.items()):
        for number, label in enumerate(labels):
            fill(root / split / label, 4, first=1000 * place + 100 * number)
    return add(root, name)


def read_screen(screen, model, **query):
    """What the screen says; it must not fail."""
    app = open_page(f"pages/inference/{screen}/page.py", run=model, source="samples", method="occlusion", **query)
    assert not app.exception
    assert not app.error
    return " ".join(as_read(one) for one in (*app.markdown, *app.caption, *app.info, *app.warning))


def read_screens(model):
    return {screen: read_screen(screen, model) for screen in SCREENS}


def read_views(model, **query):
    return {view: read_screen("evaluate", model, view=view, **query) for view in VIEWS}


def test_without_test_pictures_others_are_shown_and_called_so(tmp_path, ending_workers):
    dataset = add_splits(tmp_path / "pets", "pets", train=PAIR, val=PAIR)
    for record in dataset.list_pictures(split="test"):
        decide("pets", record.path, Decision(kind="leave_out"))
    run = hand_made_run("pets").run_id
    said = read_screens(run)
    assert "has not been evaluated on these pictures yet" in said["evaluate"]
    assert "The dataset pets has no test pictures. Upload one." in said["predict"]
    for screen in ("explain", "inside"):
        assert "The dataset pets has no test pictures. These are of its other splits." in said[screen]
    evaluate(find_model(run), datasets.load("pets"), "val")
    assert all("8 pictures." in text for text in read_views(run).values())


def test_a_dataset_that_is_nothing_but_a_test_is_judged_on(tmp_path, ending_workers):
    dataset = add_splits(tmp_path / "judged", "judged", test=PAIR)
    name = hand_made_import("theirs", PAIR)
    evaluate(find_model(name), dataset, "test")
    assert "8 pictures." in read_screens(name)["evaluate"]
    assert "no validation pictures, so no temperature can be fitted" in read_views(name)["calibration"]


def test_of_a_class_without_test_pictures_every_view_says_so(tmp_path):
    dataset = add_splits(tmp_path / "pets", "pets", train="abc", val="abc", test="ab")
    run = hand_made_run("pets").run_id
    evaluate(find_model(run), dataset, "test")
    for text in read_views(run, **{"class": "c", "true": "c", "predicted": "c"}).values():
        assert "There are no pictures of c, so their figures are not defined" in text


def test_what_is_not_defined_stands_in_words_below_the_place_of_its_figure(tmp_path):
    add_splits(tmp_path / "pets", "pets", train=PAIR, val=PAIR, test=PAIR)
    run = hand_made_run("pets")
    evaluate(find_model(run.run_id), datasets.load("pets"), "test")
    found = load(run.evaluation, "pets", "test")
    sure_of_cat = np.tile(np.float32([0.9, 0.1]), (len(found.paths), 1))
    save(
        replace(found, probabilities=sure_of_cat),
        compute_report(found.classes, found.labels, sure_of_cat),
        locate(run.evaluation, "pets", "test"),
    )
    app = open_page("pages/inference/evaluate/page.py", run=run.run_id)
    (precision,) = [metric for metric in app.metric if metric.label == "Precision"]
    assert (precision.value, precision.delta) == ("–", "not defined")


def test_a_bundle_of_other_classes_is_asked_and_not_judged(tmp_path, ending_workers):
    add_splits(tmp_path / "pets", "pets", train=PAIR, val=PAIR, test=PAIR)
    said = read_screens(hand_made_import("theirs", ("apple", "pear", "plum")))
    assert "No dataset here has the classes of this model, apple, pear, plum" in said["evaluate"]
    assert "it may have seen them" in said["predict"]


def test_why_a_dataset_is_not_offered_is_told(tmp_path):
    add_splits(tmp_path / "pets", "pets", train=PAIR, val=PAIR, test=PAIR)
    add_splits(tmp_path / "fruit", "fruit", test=("apple", "pear"))
    run = hand_made_run("pets").run_id
    assert "since their classes are not those of this model: fruit." in read_screen("evaluate", run)
    assert "fruit has apple, pear. Choose a dataset with the same classes" in read_screen(
        "evaluate", run, dataset="fruit"
    )
    assert "There is no dataset called gone" in read_screen("evaluate", run, dataset="gone")


def test_a_picture_that_is_gone_is_named(answered):
    dataset = datasets.load("pets")
    record = dataset.list_pictures()[0]
    dataset.find_path(record).unlink()
    for screen in ("explain", "inside"):
        app = open_page(f"pages/inference/{screen}/page.py", run=answered.run_id, sample=record.path)
        assert not app.exception
        assert record.path in as_read(app.error[0])
