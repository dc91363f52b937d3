"""Regularisation: what large weights cost, so that a network keeps to the simpler answer.

    PENALTIES["l2"].value(weights), PENALTIES["l2"].gradient(weights)    # both times a strength

As in Keras: l1 is the sum of |w|, l2 the sum of w squared, of the weights alone; biases are free. At w = 0 the
derivative of |w| is taken as 0.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.concepts.activations import Array


@dataclass(frozen=True)
class Penalty:
    value: Callable[[Array], float]
    gradient: Callable[[Array], Array]


PENALTIES: Mapping[str, Penalty] = {
    "none": Penalty(lambda w: 0.0, np.zeros_like),
    "l1": Penalty(lambda w: float(np.abs(w).sum()), np.sign),
    "l2": Penalty(lambda w: float((w**2).sum()), lambda w: 2.0 * w),
}
