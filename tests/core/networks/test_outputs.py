"""Two classes have one unit, and two probabilities."""

import numpy as np

from core.networks.outputs import expand_to_both_classes


def test_one_unit_is_the_probability_of_the_second_class():
    np.testing.assert_allclose(expand_to_both_classes(np.array([[0.2], [1.0]], np.float32)), [[0.8, 0.2], [0.0, 1.0]])
    three = np.full((2, 3), 1 / 3, np.float32)
    assert expand_to_both_classes(three) is three
