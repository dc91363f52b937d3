"""The proof by central differences: what a derivative says against what the function does."""

import numpy as np

STEP = 1e-5  # near the cube root of float64's precision: rounding and curvature cost about the same there


def central_difference(function, x):
    """d function / d x for a function of one number that maps each element alone."""
    return (function(x + STEP) - function(x - STEP)) / (2 * STEP)


def numerical_gradient(scalar_function, x):
    """The gradient of a function from an array to one number, one element at a time."""
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        gradient[place] = _slope_at(scalar_function, x, place)
    return gradient


def _slope_at(scalar_function, x, place):
    up, down = x.copy(), x.copy()
    up[place] += STEP
    down[place] -= STEP
    return (scalar_function(up) - scalar_function(down)) / (2 * STEP)


def relative_error(one, other, *, floor=1e-3):
    """The largest |one - other| / |other|; below `floor` the error counts as if the value were `floor`."""
    one, other = np.asarray(one), np.asarray(other)
    return float(np.max(np.abs(one - other) / np.maximum(np.abs(other), floor)))


def gradient_by_differences(value, x, y, h=STEP):
    """The gradient of a function of x and y by central differences of fourth order."""

    def along(dx, dy):
        near = value(x + dx, y + dy) - value(x - dx, y - dy)
        far = value(x + 2 * dx, y + 2 * dy) - value(x - 2 * dx, y - 2 * dy)
        return (8 * near - far) / (12 * h)

    return np.array([along(h, 0.0), along(0.0, h)])
