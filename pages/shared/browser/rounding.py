"""Arrays as the browser gets them: JSON without NaN, and no more digits than a picture shows."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

TINIEST = 1e-290  # smaller numbers are sent as 0


def round_to_digits(values: NDArray[np.float64], digits: int) -> Any:
    """Nested lists of the values with so many significant digits each; None for what is not finite."""
    finite = np.isfinite(values)
    known = np.where(finite & (np.abs(values) > TINIEST), values, 0.0)
    shift = 10.0 ** (digits - 1 - np.floor(np.log10(np.abs(np.where(known == 0, 1.0, known)))))
    rounded = (np.round(known * shift) / shift).astype(object)
    rounded[~finite] = None
    return rounded.tolist()
