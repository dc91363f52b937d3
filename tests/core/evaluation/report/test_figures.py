"""Every figure of a report equals scikit-learn's on the same predictions, and intervals hold what they promise."""

import numpy as np
import pytest
from scipy.special import softmax
from sklearn import metrics as sk
from sklearn.calibration import calibration_curve

from core.evaluation.report.bootstrap import draw_weights
from core.evaluation.report.class_scores import NAMES, compute_class_scores
from core.evaluation.report.metrics import compute_report
from core.evaluation.report.ranking import FEW, compute_all_areas, compute_areas, compute_curve

CASES = {
    "two": (2, 300, 0),
    "ten, one without pictures": (10, 400, 1),
    "thirty": (30, 300, 0),
}


@pytest.fixture(params=CASES.values(), ids=CASES)
def judged(request):
    """Labels, probabilities with many equal ones, and their report."""
    classes, n, absent = request.param
    dice = np.random.default_rng(classes)
    labels = dice.integers(0, classes - absent, n)
    logits = dice.normal(size=(n, classes)) + 1.5 * np.eye(classes)[labels]
    powers = np.exp(logits.round(1))
    probabilities = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
    return labels, probabilities, compute_report(tuple(map(str, range(classes))), labels, probabilities)


def test_every_headline_figure_is_scikit_learns(judged):
    labels, probabilities, report = judged
    classes, said, present = np.arange(probabilities.shape[1]), probabilities.argmax(axis=1), np.unique(labels)
    ranked = [(labels == number, probabilities[:, number]) for number in present]
    expected = {
        "accuracy": sk.accuracy_score(labels, said),
        "balanced_accuracy": sk.recall_score(labels, said, labels=present, average="macro"),
        "log_loss": sk.log_loss(labels, probabilities, labels=classes),
        "auc": np.mean([sk.roc_auc_score(*one) for one in ranked]),
        "average_precision": np.mean([sk.average_precision_score(*one) for one in ranked]),
    }
    if len(classes) > 2:
        expected["top_k"] = sk.top_k_accuracy_score(labels, probabilities, k=report.top, labels=classes)
    found = {name: report.figures[name].value for name in expected}
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("average", ["macro", "weighted"])
def test_means_over_classes_are_scikit_learns(judged, average):
    labels, probabilities, report = judged
    scores = {"precision": sk.precision_score, "recall": sk.recall_score, "f1": sk.f1_score}
    for name, score in scores.items():
        expected = score(
            labels, probabilities.argmax(axis=1), labels=np.unique(labels), average=average, zero_division=np.nan
        )
        assert getattr(getattr(report, average), name).value == pytest.approx(expected, abs=1e-12)


def test_every_class_has_scikit_learns_figures(judged):
    labels, probabilities, report = judged
    numbers = np.arange(probabilities.shape[1])
    each = sk.precision_recall_fscore_support(
        labels, probabilities.argmax(axis=1), labels=numbers, zero_division=np.nan
    )
    for number, row in enumerate(report.per_class):
        if not row.support:
            assert all(figure.value is None for figure in row.figures.values())
            continue
        for name, column in zip(NAMES, each, strict=False):
            assert np.isnan(column[number]) if row.figures[name].value is None else True
            assert np.isnan(column[number]) or row.figures[name].value == pytest.approx(column[number], abs=1e-12)
        flags, scores = labels == number, probabilities[:, number]
        assert row.figures["auc"].value == pytest.approx(sk.roc_auc_score(flags, scores))
        assert row.figures["average_precision"].value == pytest.approx(sk.average_precision_score(flags, scores))


def test_the_calibration_error_is_that_of_scikit_learns_calibration_curve(judged):
    labels, probabilities, report = judged
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    shares, means = calibration_curve(right, sure, n_bins=20)
    counts = np.array([one.n for one in report.reliability])
    assert [one.confidence for one in report.reliability] == pytest.approx(means.tolist())
    assert [one.right / one.n for one in report.reliability] == pytest.approx(shares.tolist())
    assert report.figures["ece"].value == pytest.approx((counts * np.abs(shares - means)).sum() / len(labels))


@pytest.mark.parametrize("seed", range(12))
def test_every_interval_holds_its_value(seed):
    """Where the probabilities are right the calibration error of nearly all resamples is above that of the pictures."""
    dice = np.random.default_rng(seed)
    n, classes, times = int(dice.choice([6, 20, 90, 400])), int(dice.choice([2, 3, 10])), dice.choice([0.4, 1.0, 3.0])
    logits = 2 * dice.normal(size=(n, classes))
    true, said = softmax(logits, axis=1), softmax(times * logits, axis=1).astype(np.float32)
    labels = np.array([dice.choice(classes, p=row) for row in true])
    report = compute_report([str(number) for number in range(classes)], labels, said)
    for figure in [*report.figures.values(), *(one for row in report.per_class for one in row.figures.values())]:
        if figure.value is not None and figure.interval is not None:
            low, high = figure.interval
            assert low - 1e-9 <= figure.value <= high + 1e-9


def test_curves_are_scikit_learns(judged):
    labels, probabilities, _report = judged
    flags, scores = labels == 1, probabilities[:, 1]
    curve = compute_curve(flags, scores)
    fpr, tpr, _thresholds = sk.roc_curve(flags, scores, drop_intermediate=False)
    assert [0, *curve.false_positive_rate] == pytest.approx(fpr.tolist())
    assert [0, *curve.recall] == pytest.approx(tpr.tolist())
    precision, recall, thresholds = sk.precision_recall_curve(flags, scores)
    assert curve.precision[::-1].tolist() == pytest.approx(precision[:-1].tolist())
    assert curve.recall[::-1].tolist() == pytest.approx(recall[:-1].tolist())
    assert curve.thresholds[::-1].tolist() == pytest.approx(thresholds.tolist())
    assert len(curve.thin(10).thresholds) == 10
    assert compute_curve(np.ones(3, bool), scores[:3]) is None


def test_resampled_areas_are_those_of_the_pictures_drawn(judged):
    labels, probabilities, _report = judged
    flags, scores = labels == 0, probabilities[:, 0]
    weights = draw_weights(len(labels), 5)
    found = compute_areas(flags, scores, weights)
    for number, drawn in enumerate(weights.T):
        assert drawn.sum() == len(labels)
        assert found.resampled_auc[number] == pytest.approx(sk.roc_auc_score(flags, scores, sample_weight=drawn))
        assert found.resampled_precision[number] == pytest.approx(
            sk.average_precision_score(flags, scores, sample_weight=drawn)
        )


@pytest.mark.parametrize("digits", [1, 6], ids=["many are equal", "none is"])
def test_areas_of_classes_with_few_pictures_are_those_of_each_sorted_by_itself(digits):
    dice = np.random.default_rng(0)
    labels, probabilities = dice.integers(0, 60, 300), dice.random((300, 61)).round(digits).astype(np.float32)
    labels[labels == 7] = 8  # one class without pictures, and the last as well
    weights = draw_weights(len(labels), 20)
    assert len(labels) <= FEW * probabilities.shape[1]
    for number, found in enumerate(compute_all_areas(labels, probabilities, weights)):
        alone = compute_areas(labels == number, probabilities[:, number], weights)
        for name in ("resampled_auc", "resampled_precision"):
            np.testing.assert_allclose(getattr(found, name), getattr(alone, name), rtol=1e-5, equal_nan=True)
        for name in ("auc", "average_precision"):
            mine, sorted_ = getattr(found, name), getattr(alone, name)
            assert (mine.value, mine.method) == (pytest.approx(sorted_.value), sorted_.method)
            assert mine.interval == (sorted_.interval and pytest.approx(sorted_.interval, rel=1e-5))


def test_every_figure_has_an_interval_around_it_whose_method_is_named(judged):
    _labels, _probabilities, report = judged
    means = [getattr(one, name) for one in (report.macro, report.weighted) for name in NAMES]
    rows = [figure for row in report.per_class for figure in row.figures.values()]
    for figure in [*report.figures.values(), *means, *rows]:
        if figure.value is None:
            assert figure.interval is None
        else:
            low, high = figure.interval
            assert figure.method in ("wilson", "bootstrap")
            assert low <= high
    for name in ("accuracy", "balanced_accuracy", "log_loss", "auc"):
        low, high = report.figures[name].interval
        assert low < report.figures[name].value < high, name


def test_19_of_20_intervals_hold_the_true_value():
    """Two classes whose true balanced accuracy is 0.8, drawn again and again."""
    held, dice = 0, np.random.default_rng(5)
    for _draw in range(120):
        labels = dice.integers(0, 2, 150)
        said = np.where(dice.random(150) < 0.8, labels, 1 - labels)
        confusion = sk.confusion_matrix(labels, said)
        low, high = compute_class_scores(labels, said, confusion, 400).balanced_accuracy.interval
        held += low <= 0.8 <= high
    assert held >= 106


def test_without_a_mistake_the_interval_still_has_a_width():
    report = compute_report(("a", "b"), np.array([0, 1] * 10), np.eye(2, dtype=np.float32)[[0, 1] * 10])
    for figure in (report.figures["balanced_accuracy"], report.macro.f1, report.figures["auc"]):
        assert figure.value == 1
        assert figure.method == "wilson"
        assert figure.interval[0] < 0.9
