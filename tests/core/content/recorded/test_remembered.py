"""The recorded losses: the article's run remembers its photos, the head does not."""

import numpy as np
import pytest

from core.concepts.limits.membership import compute_area
from core.content.recorded.remembered import read_remembered


@pytest.mark.parametrize(("run", "low", "high"), [("article", 0.65, 1.0), ("efficientnet_lite0", 0.4, 0.6)])
def test_how_far_training_photos_are_told_apart(run, low, high):
    losses = read_remembered().runs[run]
    assert low < compute_area(np.array(losses.members), np.array(losses.others)) < high


def test_the_losses_are_those_of_that_accuracy():
    losses = read_remembered().runs["article"]
    sure = np.mean(np.array(losses.others) < np.log(2))  # of two classes, right is more probable than one half
    assert sure == pytest.approx(losses.other_accuracy, abs=0.002)
