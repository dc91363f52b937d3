"""The report against scikit-learn's own, on cases one can check by hand."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import classification_report, f1_score, log_loss, precision_score, recall_score

from core.evaluation.headline import explain_scores
from core.evaluation.report.metrics import Scores, compute_report, parse_report

# Of three cats two are known, of two dogs one.
TWO = np.array([[0.9, 0.1], [0.6, 0.4], [0.2, 0.8], [0.7, 0.3], [0.1, 0.9]])
TWO_LABELS = np.array([0, 0, 0, 1, 1])


def test_two_classes_are_judged_by_the_second():
    found = compute_report(("cat", "dog"), TWO_LABELS, TWO)
    predicted = TWO.argmax(axis=1)
    assert found.summary.accuracy == pytest.approx(3 / 5)
    assert found.summary.precision == pytest.approx(precision_score(TWO_LABELS, predicted)) == pytest.approx(1 / 2)
    assert found.summary.recall == pytest.approx(recall_score(TWO_LABELS, predicted)) == pytest.approx(1 / 2)
    assert found.summary.f1 == pytest.approx(f1_score(TWO_LABELS, predicted)) == pytest.approx(1 / 2)
    assert found.summary.loss == pytest.approx(-np.log([0.9, 0.6, 0.2, 0.3, 0.9]).mean())
    assert found.balanced_accuracy == pytest.approx((2 / 3 + 1 / 2) / 2)
    assert found.confusion.tolist() == [[2, 1], [1, 1]]
    assert found.n == 5


def test_many_classes_are_judged_by_their_means():
    dice = np.random.default_rng(3)
    probabilities, labels = dice.dirichlet(np.ones(4), 200), dice.integers(0, 4, 200)
    found = compute_report(tuple("abcd"), labels, probabilities)
    expected = classification_report(
        labels, probabilities.argmax(axis=1), target_names=list("abcd"), output_dict=True, zero_division=0
    )
    macro = expected["macro avg"]
    assert found.summary.precision == pytest.approx(macro["precision"])
    assert found.summary.recall == pytest.approx(macro["recall"])
    assert found.summary.f1 == pytest.approx(macro["f1-score"])
    assert found.summary.loss == pytest.approx(log_loss(labels, probabilities))
    for row in found.per_class:
        of_class = expected[row.label]
        assert (row.precision, row.recall, row.f1, row.support) == pytest.approx(
            (of_class["precision"], of_class["recall"], of_class["f1-score"], of_class["support"])
        )


def test_a_class_without_pictures_is_not_defined_and_in_no_mean():
    found = compute_report(("a", "b", "c"), np.array([0, 0]), np.array([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1]]))
    assert [row.support for row in found.per_class] == [2, 0, 0]
    assert [row.recall for row in found.per_class] == [0.5, None, None]
    assert found.absent == ["b", "c"]
    assert (found.summary.recall, found.summary.precision, found.balanced_accuracy) == (0.5, 1.0, 0.5)


def test_a_class_that_was_never_answered_has_no_precision_and_the_mean_says_so():
    found = compute_report(("a", "b", "c"), np.array([0, 1, 2]), np.eye(3)[[0, 1, 1]])
    assert [row.precision for row in found.per_class] == [1.0, 0.5, None]
    assert (found.per_class[2].recall, found.per_class[2].f1) == (0.0, 0.0)
    assert found.macro.precision.value == 0.75
    assert (found.macro.precision.classes, found.macro.recall.classes) == (2, 3)
    assert "Precision is the mean over 2 of them" in " ".join(map(str, explain_scores(found)))


def test_where_every_answer_is_a_class_without_pictures_no_mean_of_precision_is_defined():
    report = compute_report(["cat", "dog", "owl"], np.array([0, 0, 1, 1]), np.tile([0.1, 0.1, 0.8], (4, 1)))
    assert report.macro.precision.value is None
    assert report.figures["accuracy"].value == 0


def test_a_class_without_test_pictures_does_not_spoil_a_perfect_score():
    found = compute_report(("a", "b", "c"), np.array([0, 1]), np.eye(3)[:2])
    assert found.compute_scores() == Scores(1.0, 1.0, 1.0)
    assert (found.balanced_accuracy, found.macro.recall.classes) == (1.0, 2)


def test_uneven_classes_have_balanced_accuracy_in_the_summary():
    even = compute_report(("cat", "dog"), TWO_LABELS, TWO)
    assert even.summary.balanced_accuracy is None
    labels = np.array([0] * 19 + [1])
    uneven = compute_report(("cat", "dog"), labels, np.tile([0.9, 0.1], (20, 1)))
    assert (uneven.summary.accuracy, uneven.summary.balanced_accuracy) == (0.95, 0.5)


def test_the_positive_class_of_two_can_be_chosen():
    found = compute_report(("cat", "dog"), TWO_LABELS, TWO)
    assert found.compute_scores("cat").recall == pytest.approx(2 / 3)
    assert found.compute_scores().recall == found.compute_scores("dog").recall == found.summary.recall
    assert str(explain_scores(found, "cat")[0]).endswith("positive class cat.")


@pytest.mark.parametrize(
    ("labels", "said"), [([0, 1, 2], "means over the classes"), ([0, 1, 1], "over the 2 classes that have pictures")]
)
def test_a_mean_says_over_which_classes_it_goes(labels, said):
    report = compute_report(("a", "b", "c"), np.array(labels), np.eye(3))
    told = " ".join(map(str, explain_scores(report)))
    assert said in told
    assert ("no pictures of c" in told) == (2 not in labels)


def test_a_report_is_read_as_it_was_written():
    dice = np.random.default_rng(0)
    found = compute_report(tuple("abc"), dice.integers(0, 2, 30), dice.dirichlet(np.ones(3), 30).astype(np.float32))
    read = parse_report(found.to_json())
    assert (read.confusion == found.confusion).all()
    assert replace(read, confusion=None) == replace(found, confusion=None)


def test_the_worst_mistake_is_the_fullest_cell_off_the_diagonal():
    labels = np.array([0, 0, 0, 1, 2, 2, 2])
    probabilities = np.eye(3)[[0, 0, 0, 2, 1, 1, 0]]
    assert compute_report(("a", "b", "c"), labels, probabilities).find_worst_mistake() == (2, 1)


def test_without_mistakes_the_worst_one_is_still_off_the_diagonal():
    true, predicted = compute_report(("a", "b"), np.array([0, 1]), np.eye(2)).find_worst_mistake()
    assert true != predicted
