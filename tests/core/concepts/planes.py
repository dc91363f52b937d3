"""Central differences of a function of x and y."""

import numpy as np

from tests.core.concepts.differences import central_difference


def gradient_by_differences(value, x, y):
    return np.array([central_difference(lambda t: value(t, y), x), central_difference(lambda t: value(x, t), y)])
