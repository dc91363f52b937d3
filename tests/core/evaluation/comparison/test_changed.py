"""Two models on the same pictures: the test against SciPy's binomial, the rest against hand-made predictions."""

import numpy as np
import pytest
from scipy.stats import binomtest

from core.evaluation.comparison.changed import compute_mcnemar, find_changes, tabulate_changes
from core.evaluation.evaluate import Predictions
from core.intervals import compute_paired_interval

CLASSES = ("cat", "dog", "owl")


def said(rows, labels, paths=None, classes=CLASSES):
    """Predictions of one class a picture, (class, probability); the rest is shared by the others."""
    shares = np.array([[share if name == label else (1 - share) / 2 for name in classes] for label, share in rows])
    names = tuple(paths or (f"{place}.png" for place in range(len(rows))))
    return Predictions(classes, names, np.array([classes.index(label) for label in labels]), shares)


@pytest.mark.parametrize(("first", "second"), [(0, 0), (1, 0), (12, 9), (9, 12), (0, 6), (30, 8), (700, 600), (5, 5)])
def test_mcnemar_is_the_exact_binomial_test(first, second):
    expected = binomtest(first, first + second).pvalue if first + second else 1.0
    assert compute_mcnemar(first, second) == pytest.approx(expected, rel=1e-9)


def test_twelve_against_nine_is_chance():
    assert compute_mcnemar(12, 9) == pytest.approx(0.664, abs=1e-3)


def test_each_picture_is_in_the_group_of_who_is_right():
    labels = ["cat", "cat", "dog", "dog", "owl", "owl"]
    first = said([("cat", 0.9), ("cat", 0.6), ("cat", 0.8), ("owl", 0.7), ("cat", 0.9), ("dog", 0.9)], labels)
    second = said([("cat", 0.9), ("dog", 0.7), ("dog", 0.8), ("dog", 0.7), ("dog", 0.9), ("dog", 0.9)], labels)
    changes = find_changes(first, second)
    assert (changes.shared, changes.both_right) == (6, 1)
    assert [one.path for one in changes.only_first] == ["1.png"]
    assert [one.path for one in changes.only_second] == ["2.png", "3.png"]  # the surer mistake first
    (neither,) = changes.neither
    assert (neither.true, neither.first, neither.second) == ("owl", "cat", "dog")
    assert neither.second_probability == pytest.approx(0.9)
    assert changes.difference == pytest.approx(1 / 6)
    assert changes.interval == compute_paired_interval(2, 1, 6)
    assert changes.p == compute_mcnemar(1, 2)
    table = tabulate_changes(changes, ("A", "B"))
    assert [(row["path"], row["right"], row["A_class"]) for row in table][:2] == [
        ("1.png", "A", "cat"),
        ("2.png", "B", "cat"),
    ]
    assert len(table) == 4


def test_a_picture_that_was_relabelled_in_between_is_not_compared():
    first = said([("cat", 0.9), ("cat", 0.9)], ["cat", "cat"])
    second = said([("cat", 0.9), ("cat", 0.9)], ["cat", "dog"])
    assert find_changes(first, second).shared == 1


def test_classes_in_another_order_are_matched_by_name():
    first = said([("cat", 0.9)], ["cat"])
    second = said([("cat", 0.9)], ["cat"], classes=("owl", "dog", "cat"))
    assert find_changes(first, second).both_right == 1


def test_without_a_shared_picture_nothing_differs():
    changes = find_changes(said([("cat", 0.9)], ["cat"]), said([("dog", 0.9)], ["cat"], paths=["other.png"]))
    assert (changes.shared, changes.p, changes.difference) == (0, 1.0, 0.0)
