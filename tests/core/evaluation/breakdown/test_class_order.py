"""The order of the classes in a confusion matrix."""

import numpy as np

from core.evaluation.breakdown.class_order import SHOWN_OF_MANY, list_mistakes, order_classes

#            a  b  c  d
CONFUSION = [
    [8, 0, 2, 0],
    [0, 5, 0, 4],
    [1, 0, 9, 0],
    [0, 3, 0, 6],
]


def test_few_classes_stand_as_asked_for():
    matrix = np.array(CONFUSION)
    assert order_classes(matrix, "dataset", (0, 1)).tolist() == [0, 1, 2, 3]
    assert order_classes(matrix, "mistakes", (0, 1)).tolist() == [1, 3, 0, 2]
    assert order_classes(matrix, "alike", (0, 1)).tolist() == [1, 3, 0, 2]  # b with d, a with c


def test_of_many_classes_the_worst_are_shown_and_the_chosen_ones():
    matrix = np.diag(np.full(100, 5))
    matrix[np.arange(40), np.arange(1, 41)] = np.arange(40)
    shown = order_classes(matrix, "dataset", (99, 98))
    assert len(shown) == SHOWN_OF_MANY
    assert {98, 99, 39, 40, 30} <= set(shown.tolist())
    assert shown.tolist() == sorted(shown)


def test_mistakes_are_listed_the_most_frequent_first():
    found = list_mistakes(np.array(CONFUSION), 3)
    assert [(one.true, one.predicted, one.count) for one in found] == [(1, 3, 4), (3, 1, 3), (0, 2, 2)]
