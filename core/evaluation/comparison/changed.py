"""On which pictures the decisions of two models differ, and whether one is right more often by more than chance.

changes = find_changes(first, second)       # two `Predictions` on the same split
changes.p                                    # McNemar's exact test, two-sided
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from core.evaluation.evaluate import Predictions
from core.intervals import compute_paired_interval


@dataclass(frozen=True)
class Change:
    """A picture that two models call differently: its label, and the class and probability (0 to 1) of either."""

    path: str
    true: str
    first: str
    first_probability: float
    second: str
    second_probability: float


@dataclass(frozen=True)
class Changes:
    """What two models say of the `shared` pictures; each group is sorted, the most confident mistake first.

    `both_right` counts the pictures that both recognise. `only_first` and `only_second` are those that one of them
    recognises, `neither` those that they take for two different wrong classes.
    """

    shared: int
    both_right: int
    only_first: tuple[Change, ...]
    only_second: tuple[Change, ...]
    neither: tuple[Change, ...]

    @cached_property
    def p(self) -> float:
        return compute_mcnemar(len(self.only_first), len(self.only_second))

    @property
    def difference(self) -> float:
        """How much higher the accuracy of the second is on the shared pictures, -1 to 1; 0 without any."""
        return (len(self.only_second) - len(self.only_first)) / self.shared if self.shared else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """95 % of the difference, for paired answers.

        Raises:
            ValueError: no picture is shared.

        """
        return compute_paired_interval(len(self.only_second), len(self.only_first), self.shared)


def find_changes(first: Predictions, second: Predictions) -> Changes:
    """Compare two models on the pictures that both have predicted with the same label."""
    shared = _find_shared(first, second)
    own, other = (_Side(side, shared[:, column]) for column, side in enumerate((first, second)))
    differ = own.answers != other.answers
    return Changes(
        shared=len(shared),
        both_right=int((own.right & other.right).sum()),
        only_first=_list_changes(own, other, own.right & ~other.right),
        only_second=_list_changes(own, other, other.right & ~own.right),
        neither=_list_changes(own, other, differ & ~own.right & ~other.right),
    )


def tabulate_changes(changes: Changes, names: tuple[str, str]) -> list[dict[str, Any]]:
    """A row a picture whose decision differs, for a CSV file; `names` of the models are in its columns."""
    first, second = names
    groups = (("only_first", changes.only_first), ("only_second", changes.only_second), ("neither", changes.neither))
    return [
        {
            "path": one.path,
            "true": one.true,
            "right": {"only_first": first, "only_second": second, "neither": ""}[group],
            f"{first}_class": one.first,
            f"{first}_probability": one.first_probability,
            f"{second}_class": one.second,
            f"{second}_probability": one.second_probability,
        }
        for group, found in groups
        for one in found
    ]


def compute_mcnemar(only_first: int, only_second: int) -> float:
    """How probable it is that two equally good models differ as much as this, or more, on the same pictures.

    Exact and two-sided for any number of pictures: those that both got right, or both wrong, say nothing about a
    difference, and each of the others is a fair coin if there is none.

    Source: Q. McNemar, Note on the sampling error of the difference between correlated proportions or percentages,
    Psychometrika 12 (1947) 153-157.
    """
    n = only_first + only_second
    term = tail = 1
    for k in range(min(only_first, only_second)):
        term = term * (n - k) // (k + 1)
        tail += term
    return min(1.0, 2 * tail / (1 << n))


class _Side:
    """One model's answers on the shared pictures, at the indices `places` of its predictions."""

    def __init__(self, predictions: Predictions, places: np.ndarray) -> None:
        said = predictions.answers[places]
        names = np.array(predictions.classes, dtype=object)
        self.paths: Sequence[str] = [predictions.paths[place] for place in places]
        self.true, self.answers = names[predictions.labels[places]], names[said]
        self.probabilities = predictions.probabilities[places, said]
        self.right = predictions.labels[places] == said


def _find_shared(first: Predictions, second: Predictions) -> np.ndarray:
    """(shared, 2): the indices of each picture in both; one that was relabelled in between is not the same case."""
    labels = {path: (place, second.classes[label]) for place, (path, label) in enumerate(_pair_labels(second))}
    pairs = [
        (place, labels[path][0])
        for place, (path, label) in enumerate(_pair_labels(first))
        if path in labels and labels[path][1] == first.classes[label]
    ]
    return np.array(pairs, dtype=np.intp).reshape(-1, 2)


def _pair_labels(predictions: Predictions) -> Iterable[tuple[str, int]]:
    return zip(predictions.paths, predictions.labels.tolist(), strict=True)


def _list_changes(first: _Side, second: _Side, chosen: np.ndarray) -> tuple[Change, ...]:
    """Those where `chosen` (shared,) is true, by the probability of the most confident mistake."""
    mistaken = np.maximum(
        np.where(first.right, 0, first.probabilities), np.where(second.right, 0, second.probabilities)
    )
    places = np.flatnonzero(chosen)
    return tuple(
        Change(
            path=first.paths[place],
            true=str(first.true[place]),
            first=str(first.answers[place]),
            first_probability=float(first.probabilities[place]),
            second=str(second.answers[place]),
            second_probability=float(second.probabilities[place]),
        )
        for place in places[np.argsort(-mistaken[places], kind="stable")].tolist()
    )
