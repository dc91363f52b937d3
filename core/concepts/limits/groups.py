"""A biased collection: what a head is right about in each group, and what two tests say of it.

    outcome = judge(coordinates, weights, biases, share=0.9)
    outcome.groups[1, 1]               # right answers of the second class in snow, of `drawings`
    outcome.alike, outcome.fair        # on a test collected like the training, and on as many of each group

The first class was mostly met in snow, the second mostly without.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.concepts.activations import Array

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Outcome:
    """Right answers: `groups` (2 classes, without and in snow) of `drawings` each, `alike` of 2 `drawings`, `fair`."""

    drawings: int
    groups: npt.NDArray[np.intp]
    alike: int

    @property
    def fair(self) -> int:
        """Of all four groups together."""
        return int(self.groups.sum())


def mark_snow(share: float, drawings: int) -> Marks:
    """Which drawings (2 classes, drawings) of a collection lie in snow: of the first class the share, then the rest."""
    snowy = np.array([round(share * drawings), round((1 - share) * drawings)])
    return np.arange(drawings) < snowy[:, None]


def judge(coordinates: Array, weights: Array, biases: Array, share: float) -> Outcome:
    """Ask a head, weights (2, d) and biases (2,), about drawings (2 classes, drawings, without and in snow, d)."""
    answers = (coordinates @ weights.T + biases).argmax(axis=-1)
    is_right = answers == np.arange(2)[:, None, None]
    drawings = coordinates.shape[1]
    alike = np.where(mark_snow(share, drawings), is_right[..., 1], is_right[..., 0])
    return Outcome(drawings, is_right.sum(axis=1), int(alike.sum()))
