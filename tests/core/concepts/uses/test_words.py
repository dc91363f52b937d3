"""A word is found on the pictures by what the network says of each of them, not by how their numbers compare."""

import numpy as np
import pytest

from core.concepts.uses.words import find_pictures


def test_the_order_is_that_of_the_probabilities_whatever_is_added_to_a_pictures_logits():
    logits = np.array([[0.0, 1.0], [5.0, 5.5], [-3.0, 0.0]])
    found = find_pictures(logits, word=1)
    assert found.order.tolist() == [2, 0, 1]
    assert found.probabilities == pytest.approx([1 / (1 + np.exp(-gap)) for gap in (3.0, 1.0, 0.5)])
    moved = find_pictures(logits + np.array([[7.0], [-2.0], [40.0]]), word=1)
    assert moved.order.tolist() == found.order.tolist()
    assert moved.probabilities == pytest.approx(found.probabilities)
