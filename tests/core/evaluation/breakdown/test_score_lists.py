"""What a threshold makes of sorted scores, counted by hand."""

import numpy as np
import pytest

from core.evaluation.breakdown.score_lists import STEPS, ScoreLists, measure_thresholds


def test_precision_recall_and_coverage_are_those_of_a_count_by_hand():
    dice = np.random.default_rng(0)
    lists = ScoreLists(*(np.sort(dice.uniform(0, 1, n).astype(np.float32)) for n in (7, 12)))
    found = measure_thresholds(lists)
    assert found.thresholds[[0, -1]].tolist() == [0, 1]
    for step in (0, 13, 50, 88):
        above = (lists.above >= found.thresholds[step]).sum()
        below = (lists.below >= found.thresholds[step]).sum()
        assert found.recall[step] == pytest.approx(above / 7)
        assert found.coverage[step] == pytest.approx((above + below) / 19)
        assert found.precision[step] == pytest.approx(above / (above + below))


def test_where_nothing_reaches_a_threshold_there_is_no_precision():
    found = measure_thresholds(ScoreLists(np.array([0.2], np.float32), np.array([0.1], np.float32)))
    assert np.isnan(found.precision[-1])
    assert len(found.precision) == STEPS
    assert found.recall[-1] == found.coverage[-1] == 0
