"""What a reject zone buys: how many pictures a model still answers, and how often it is right about those.

count_answered(predictions)                              # under its rule; None if that never abstains
sort_answers(predictions).count(0.8)                     # if all below 0.8 were left unanswered
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.evaluation.evaluate import Predictions
from core.i18n import N_, Message
from core.intervals import compute_wilson_interval
from core.units import format_per_cent


@dataclass(frozen=True)
class Answered:
    """Of `n` pictures `answered` were answered, and `right` of those correctly."""

    right: int
    answered: int
    n: int

    @property
    def coverage(self) -> float:
        return self.answered / self.n

    @property
    def accuracy(self) -> float | None:
        """Among the answered pictures; None if there are none."""
        return self.right / self.answered if self.answered else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of that accuracy, by Wilson."""
        return compute_wilson_interval(self.right, self.answered) if self.answered else None

    def explain(self) -> list[Message]:
        """What that means, in a sentence."""
        left = f"{self.n - self.answered:,}"
        if self.accuracy is None:
            return [Message(N_("It is not sure about any of the pictures."))]
        return [
            Message(
                N_("It is not sure about {left} of {n} pictures; of the others {accuracy} are answered correctly."),
                {"left": left, "n": f"{self.n:,}", "accuracy": format_per_cent(self.accuracy)},
            )
        ]

    def describe(self) -> dict[str, Any]:
        """For programs."""
        return {
            "n": self.answered,
            "coverage": self.coverage,
            "accuracy": self.accuracy,
            "interval": self.interval,
        }


@dataclass(frozen=True)
class SortedAnswers:
    """How certain right and wrong answers are, each ascending: all that a coverage curve needs."""

    right: npt.NDArray[np.float32]
    wrong: npt.NDArray[np.float32]

    def count(self, limit: float) -> Answered:
        """With everything below `limit` left unanswered."""
        right = len(self.right) - int(np.searchsorted(self.right, np.float32(limit)))
        wrong = len(self.wrong) - int(np.searchsorted(self.wrong, np.float32(limit)))
        return Answered(right, right + wrong, len(self.right) + len(self.wrong))


def sort_answers(found: Predictions) -> SortedAnswers:
    """The answers of a rule by how certain they are."""
    hits = found.answers == found.labels
    return SortedAnswers(np.sort(found.certainty[hits]), np.sort(found.certainty[~hits]))


def count_answered(found: Predictions) -> Answered | None:
    """What is answered under the rule of these predictions; None if it answers everything."""
    limit = found.rule.reject_below
    return None if limit is None else sort_answers(found).count(limit)
