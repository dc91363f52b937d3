"""What a reject zone leaves, counted by hand."""

import numpy as np

from core.evaluation.answered import count_answered, sort_answers
from core.evaluation.evaluate import Predictions
from core.inference.decision import DecisionRule


def judged(rule):
    shares = np.array([0.1, 0.4, 0.55, 0.9, 0.95], np.float32)
    labels = np.array([0, 1, 1, 1, 0])
    found = Predictions(("cat", "dog"), tuple("vwxyz"), labels, np.column_stack([1 - shares, shares]))
    return found.apply(rule)


def test_less_certain_pictures_are_left_out_of_what_is_counted():
    assert count_answered(judged(DecisionRule())) is None
    found = count_answered(judged(DecisionRule(reject_below=0.9)))
    assert (found.right, found.answered, found.n) == (2, 3, 5)
    assert (found.coverage, found.accuracy) == (3 / 5, 2 / 3)
    assert "not sure about 2 of 5 pictures; of the others 66.7%" in str(found.explain()[0])


def test_the_curve_begins_with_all_pictures_and_ends_with_none():
    answers = sort_answers(judged(DecisionRule()))
    everything, nothing = answers.count(0), answers.count(1)
    assert (everything.answered, everything.right) == (5, 3)
    assert (nothing.answered, nothing.accuracy, nothing.interval) == (0, None, None)
    assert "not sure about any" in str(nothing.explain()[0])


def test_a_threshold_changes_the_answers_and_where_they_are_uncertain():
    found = judged(DecisionRule(threshold=0.92, positive="dog", reject_below=0.6))
    assert found.answers.tolist() == [0, 0, 0, 0, 1]
    assert (found.certainty < 0.6).tolist() == [False, False, False, True, False]
    assert count_answered(found).right == 1
