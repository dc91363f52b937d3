"""The evaluation screen over a real run and its kept predictions."""

import json
import shutil
import time

import numpy as np
import pytest

from core.data import datasets
from core.data.intake import adding
from core.data.pixels.view import View
from core.evaluation.breakdown.class_order import list_mistakes
from core.evaluation.evaluate import Predictions, load
from core.evaluation.evaluate import _save as save
from core.evaluation.report.metrics import compute_report
from core.inference.decision import DecisionRule, read_decision, save_decision
from core.inference.imagenet_model import make_imagenet_model
from core.inference.run_model import RunModel
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


@pytest.mark.slow
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
    low, high = report.figures["log_loss"].interval
    assert next(one for one in app.metric if one.label == loss).delta == f"{low:.3f} – {high:.3f}"
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
    app = unfold(open_page(PAGE, numbers="columns", order="mistakes"), "The matrix as a table")
    table = app.dataframe[0].value
    answered = report.confusion.sum(axis=0) > 0
    order = [report.classes.index(label) for label in table.columns]
    assert table.to_numpy().sum(axis=0) == pytest.approx(answered[order].astype(float), abs=1e-3)
    wrong = report.confusion - np.diag(np.diag(report.confusion))
    assert np.all(np.diff((wrong.sum(axis=0) + wrong.sum(axis=1))[order]) <= 0)


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
    assert len(app.metric) > 4
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
    assert "Accuracy" in figures(app)
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


def test_a_frequent_mistake_is_gone_to_by_its_name(trained, report):
    app = open_page(PAGE)
    mistake = list_mistakes(report.confusion, 50)[1]
    app.selectbox(key="evaluate.mistake").set_value(1).run()
    assert not app.exception
    assert app.query_params["true"] == report.classes[mistake.true]
    assert app.query_params["predicted"] == report.classes[mistake.predicted]


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
    said = as_read(app.caption[0])
    assert "means over the 2 classes that have pictures. Precision is the mean over 1 of them" in said
    assert "There are no pictures of c" in said
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


def test_where_no_part_is_large_enough_none_is_said_to_have_been_tested(trained):
    found, some = load(trained.evaluation, "digits", "test"), slice(12)
    few = Predictions(found.classes, found.paths[some], found.labels[some], found.probabilities[some])
    save(few, few.get_report(), trained.evaluation / "digits" / "test.npz")
    app = open_page(PAGE)
    assert not app.exception
    assert any("No part was tested" in one.value for one in app.info)
    assert not any("more than chance" in one.value for one in app.success)
    assert not any("Fisher's exact test" in caption.value for caption in app.caption)


def test_a_table_leaves_as_csv_that_excel_reads(trained):
    app = open_page(PAGE)
    names = [button.proto.label for button in app.get("download_button")]
    assert names.count("CSV") == 2


def bars(run, language="en", **query):
    """The page on two classes of which the model is too sure, in one of its sections."""
    dice = np.random.default_rng(0)
    shares = dice.random(300).astype(np.float32)
    labels = (dice.random(300) < 0.3 + 0.4 * shares).astype(int)
    for split in ("val", "test"):
        found = Predictions(("cat", "dog"), tuple(map(str, range(300))), labels, np.column_stack([1 - shares, shares]))
        save(found, found.get_report(), run.evaluation / "digits" / f"{split}.npz")
    run.write_classes(["cat", "dog"], View.STRETCH)
    return open_page(PAGE, run=run.run_id, dataset="digits", language=language, **query)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_board_gets_the_scores_and_what_is_kept(trained, language):
    trained.write_classes(["cat", "dog"], View.STRETCH)
    save_decision(RunModel(trained), DecisionRule(threshold=0.3, positive="cat", reject_below=0.6))
    app = bars(trained, language, view="threshold", alarm="5", miss="nonsense")
    assert not app.exception
    (sent,) = [json.loads(one.proto.json) for one in drawings(app) if '"above"' in one.proto.json]
    assert sent["classes"] == ["cat", "dog"]  # the kept class is the positive one
    assert sent["place"] == {"threshold": 0.3, "reject": 0.6, "alarm": 5.0, "miss": 1.0, "unsure": 0.25}
    assert sent["kept"] == [0.3, 0.6]


def test_a_temperature_is_fitted_on_validation_pictures_kept_and_taken_back(trained):
    app = bars(trained, view="calibration")
    assert not app.exception
    before, after = app.dataframe[0].value["Value"].tolist()[2:]
    assert float(after) < float(before)
    app.button(key="evaluate.temperature.keep").click().run()
    rule = read_decision(RunModel(trained))
    assert rule.temperature > 1.2
    assert figures(app)["Loss"] == after
    assert "Temperature: " in as_read(app.caption[0])
    app.button(key="evaluate.temperature.remove").click().run()
    assert read_decision(RunModel(trained)) == DecisionRule()
    assert figures(app)["Loss"] == before


@pytest.mark.parametrize("language", ["en", "zh"])
def test_curves_are_of_the_class_that_is_chosen(trained, report, language):
    app = unfold(open_page(PAGE, language=language, view="curves", **{"class": "3"}), "The curves as a table")
    assert not app.exception
    area = report.per_class[3].figures["auc"].value
    assert f"{area:.1%}" in [metric.value for metric in app.metric]
    assert app.dataframe[0].value.iloc[-1, 2] == 1  # the last threshold finds all of them


def test_a_damaged_rule_is_told_and_the_figures_stay(trained):
    save_decision(RunModel(trained), DecisionRule(temperature=2.0))
    RunModel(trained).settings.write_text("{")
    app = open_page(PAGE)
    assert not app.exception
    assert "decision.json is damaged" in as_read(app.warning[0])
    assert "Accuracy" in figures(app)


@pytest.mark.slow
def test_a_thousand_classes_are_shown_by_their_worst(trained):
    n, dice = 1_000, np.random.default_rng(0)
    labels = np.arange(2 * n) % n
    said = np.where(dice.random(2 * n) < 0.8, labels, dice.integers(0, n, 2 * n))
    probabilities = np.full((2 * n, n), 0.1 / (n - 1), np.float32)
    probabilities[np.arange(2 * n), said] = 0.9
    classes = tuple(f"class {number}" for number in range(n))
    found = Predictions(classes, tuple(map(str, range(2 * n))), labels, probabilities)
    save(found, found.get_report(), trained.evaluation / "digits" / "test.npz")
    trained.write_classes(list(classes), View.STRETCH)
    app = unfold(open_page(PAGE, run=trained.run_id, dataset="digits", true="class 7"), "The matrix as a table")
    assert not app.exception
    assert len(app.dataframe[0].value) == 30
    assert "class 7" in app.dataframe[0].value.columns
    began = time.process_time()
    app.selectbox(key="evaluate.predicted").set_value("class 7").run()
    assert "class 7" in app.query_params["predicted"]
    assert time.process_time() - began < 5
