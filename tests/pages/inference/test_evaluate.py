"""The evaluation screen over a real run and its kept predictions."""

import json
import shutil

import numpy as np
import pytest

from core.data import datasets
from core.data.intake import adding
from core.evaluation.evaluate import Predictions, load
from core.evaluation.evaluate import _save as save
from core.evaluation.metrics import compute_report
from core.inference.imagenet_model import make_imagenet_model
from core.intervals import compute_wilson_interval
from tests.core.data.pictures import two_classes
from tests.pages.app import as_read, drawings, open_page, unfold

PAGE = "pages/inference/evaluate/page.py"
TILES = 24


@pytest.fixture
def report(trained):
    return load(trained.evaluation, "digits", "test").get_report()


def figures(app):
    return {metric.label: metric.value for metric in app.metric}


def tiles(app):
    """What the gallery below the matrix was given."""
    given = [json.loads(one.proto.json) for one in drawings(app)]
    return next(one["tiles"] for one in given if one["label"] == "Pictures of the cell")


def test_before_any_run_it_says_what_imagenet_could_be_judged_on():
    app = open_page(PAGE)
    assert not app.exception
    assert "made up of ImageNet's" in app.info[0].value
    assert app.get("page_link")[-1].proto.page == "datasets"


def test_a_run_is_held_against_no_training_at_all(transferred):
    app = open_page(PAGE)
    assert not app.exception
    next(button for button in app.button if "no training" in button.label).click().run()
    assert not app.exception
    (line,) = [caption.value for caption in app.caption if "Without any training" in caption.value]
    untrained = load(make_imagenet_model().evaluations, "drawings", "test").get_report().summary.accuracy
    assert f"get {untrained:.1%}; this model gets {transferred.read_training_result().metrics.accuracy:.1%}" in line
    app = open_page(PAGE, run="imagenet", dataset="drawings")
    assert not app.exception
    assert figures(app)["Accuracy"] == f"{untrained:.1%}"


@pytest.mark.parametrize(("language", "accuracy", "loss"), [("en", "Accuracy", "Loss"), ("zh", "准确率", "损失")])
def test_the_metrics_are_those_of_the_run(trained, report, language, accuracy, loss):
    app = open_page(PAGE, language=language)
    assert not app.exception
    shown = figures(app)
    assert shown[accuracy] == f"{trained.read_training_result().metrics.accuracy:.1%}"
    assert shown[loss] == f"{trained.read_training_result().metrics.loss:.3f}"
    low, high = compute_wilson_interval(int(report.confusion.trace()), report.n)
    assert app.metric[0].delta == f"{low:.1%} – {high:.1%}"
    assert str(report.n) in app.caption[0].value


def test_every_class_has_its_line(trained, report):
    table = open_page(PAGE).dataframe[0].value
    assert table["Class"].tolist() == list(report.classes)
    assert table["Recall"].tolist() == pytest.approx([row.recall for row in report.per_class])
    assert table["Pictures"].sum() == report.n


def test_the_matrix_is_in_counts_or_in_per_cent_of_the_row(trained, report):
    app = unfold(open_page(PAGE), "The matrix as a table")
    assert (app.dataframe[0].value.to_numpy() == report.confusion).all()
    app = unfold(open_page(PAGE, numbers="rates"), "The matrix as a table")
    assert app.dataframe[0].value.to_numpy().sum(axis=1) == pytest.approx(np.ones(10), abs=1e-3)


def test_a_link_to_a_cell_shows_its_pictures_a_page_at_a_time(trained, report):
    label = max(report.classes, key=lambda label: report.confusion[int(label), int(label)])
    count = int(report.confusion[int(label), int(label)])
    app = open_page(PAGE, true=label, predicted=label)
    assert not app.exception
    assert any(f"{count} pictures of **{label}** were recognised" in text.value for text in app.markdown)
    shown = tiles(app)
    assert len(shown) == min(TILES, count)
    assert all(tile["src"].startswith("data:image/jpeg") and tile["caption"].endswith("%") for tile in shown)
    assert all(f"/{label}/" in f"/{tile['id']}" for tile in shown)


def test_at_first_the_worst_mistake_is_shown(trained, report):
    true, predicted = report.find_worst_mistake()
    app = open_page(PAGE)
    assert app.selectbox(key="evaluate.true").value == str(true)
    assert app.selectbox(key="evaluate.predicted").value == str(predicted)
    assert len(tiles(app)) == report.confusion[true, predicted]


def test_a_cell_is_chosen_without_a_mouse_and_kept_in_the_address(trained):
    app = open_page(PAGE)
    shown = {app.selectbox(key=f"evaluate.{name}").value for name in ("true", "predicted")}
    other = next(label for label in trained.read_classes() if label not in shown)
    app.selectbox(key="evaluate.true").set_value(other).run()
    app.selectbox(key="evaluate.predicted").set_value(other).run()
    assert (app.query_params["true"], app.query_params["predicted"]) == (other, other)
    assert any(f"**{other}**" in text.value for text in app.markdown)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "not been evaluated on these pictures yet"), ("zh", "还没有在这些图片上评估过")]
)
def test_another_split_is_judged_on_demand(trained, language, text):
    app = open_page(PAGE, language=language, split="val")
    assert text in app.info[0].value
    app.button[0].click().run(timeout=60)
    assert not app.exception
    assert len(app.metric) == 5
    assert load(trained.evaluation, "digits", "val").get_report().n == len(
        datasets.load("digits").list_pictures(split="val")
    )


def test_only_datasets_with_the_same_classes_are_offered(trained, tmp_path):
    digits = datasets.load("digits")
    adding.add(digits.root, "digits again", copy=True)
    adding.add(two_classes(tmp_path / "pets"), "pets")
    app = open_page(PAGE)
    assert app.selectbox(key="evaluate.dataset").options == ["digits", "digits again"]
    app = open_page(PAGE, dataset="digits again")
    app.button[0].click().run(timeout=60)
    assert load(trained.evaluation, "digits again", "test").get_report().n > 0


def test_a_removed_dataset_leaves_the_numbers(trained):
    datasets.remove("digits")
    app = open_page(PAGE)
    assert not app.exception
    assert len(app.metric) == 5
    assert "There is no dataset called digits" in app.warning[0].value


def test_vanished_pictures_are_told_once_and_the_others_shown(trained, report):
    app = open_page(PAGE, true="4", predicted="4")
    before = tiles(app)
    dataset = datasets.load("digits")
    for tile in before[:3]:
        (dataset.root / tile["id"]).unlink()
    app = open_page(PAGE, true="4", predicted="4")
    assert len(tiles(app)) == len(before) - 3
    (warning,) = app.warning
    assert "is not there" in warning.value
    assert "There are 3 such pictures" in warning.value


def test_a_run_without_an_evaluation_offers_one(trained):
    shutil.rmtree(trained.evaluation)
    assert "not been evaluated on these pictures yet" in open_page(PAGE).info[0].value


def predict_always(run, classes, labels, answer):
    """Keep predictions of one class for pictures of these labels."""
    probabilities = np.full((len(labels), len(classes)), 0.1)
    probabilities[:, answer] = 0.9
    report = compute_report(classes, np.array(labels), probabilities / probabilities.sum(axis=1, keepdims=True))
    found = Predictions(tuple(classes), tuple(map(str, range(len(labels)))), np.array(labels), probabilities, report)
    save(found, report, run.evaluation / "digits" / "test.npz")


def test_the_positive_class_of_two_is_in_the_address(trained):
    predict_always(trained, ("cat", "dog"), [0] * 19 + [1], 0)
    shown = figures(open_page(PAGE, run=trained.run_id, dataset="digits"))
    assert (shown["Accuracy"], shown["Balanced accuracy"], shown["Recall"]) == ("95.0%", "50.0%", "0.0%")
    app = open_page(PAGE, run=trained.run_id, dataset="digits", positive="cat")
    assert figures(app)["Recall"] == "100.0%"
    assert "positive class cat" in as_read(app.caption[0])


def test_a_class_without_pictures_is_named_and_not_defined(trained):
    predict_always(trained, ("a", "b", "c"), [0, 1], 0)
    app = open_page(PAGE, run=trained.run_id, dataset="digits")
    assert "means over the 2 classes that have pictures. There are no pictures of c" in as_read(app.caption[0])
    assert app.dataframe[0].value["Recall"].isna().tolist() == [False, False, True]


def look(app, kind):
    """What the gallery of that kind was given."""
    given = {one.proto.id.split("-")[-1]: json.loads(one.proto.json) for one in drawings(app)}
    return next(one["tiles"] for one in given.values() if one["label"] == kind)


@pytest.mark.parametrize(("language", "kind"), [("en", "Confidently wrong"), ("zh", "自信却判错")])
def test_confident_mistakes_are_shown_and_decided_about_from_here(trained, report, language, kind):
    app = open_page(PAGE, language=language)
    assert not app.exception
    wrong = look(app, kind)
    assert len(wrong) == min(TILES, report.n - int(report.confusion.trace()))
    path = wrong[0]["id"]
    app.session_state["evaluate.selected"] = {"digits": frozenset([path])}
    app.run()
    app.button(key="galleries.leave_out").click().run()
    assert not app.exception
    assert datasets.load("digits").decisions[path].kind == "leave_out"
    assert look(app, kind)[0]["caption"].startswith("✓")
    app.button(key="evaluate.again").click().run(timeout=60)
    assert load(trained.evaluation, "digits", "test").get_report().n == report.n - 1
    assert path not in {tile["id"] for tile in look(app, kind)}


def test_where_it_is_worse_is_tested_and_what_has_no_parts_is_left_out(trained):
    app = open_page(PAGE)
    parts = app.dataframe[-1].value
    assert set(parts["By"]) == {"Brightness"}  # the digits are PNGs of one size
    assert parts["Pictures"].sum() == load(trained.evaluation, "digits", "test").get_report().n
    assert any("Fisher's exact test" in caption.value for caption in app.caption)


def test_a_table_leaves_as_csv_that_excel_reads(trained):
    app = open_page(PAGE)
    names = [button.proto.label for button in app.get("download_button")]
    assert names.count("CSV") == 2
