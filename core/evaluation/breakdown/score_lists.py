"""The scores that a threshold divides: sorted, so that a browser counts what lies above any threshold at once."""

from base64 import b64encode
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.evaluation.answered import sort_answers
from core.evaluation.evaluate import Predictions

Scores = npt.NDArray[np.float32]
Shares = npt.NDArray[np.float64]
STEPS = 101


@dataclass(frozen=True)
class ScoreLists:
    """Two ascending lists: of those that should be above a threshold, and of those that should be below it."""

    above: Scores
    below: Scores

    def pack(self) -> dict[str, str]:
        """Both as base64 of little-endian float32."""
        return {name: b64encode(getattr(self, name).astype("<f4").tobytes()).decode() for name in ("above", "below")}


@dataclass(frozen=True)
class Thresholds:
    """What each of some thresholds (n,) makes of two lists of scores.

    Attributes:
        thresholds: from 0 to 1.
        precision: which share of the scores that reach it should; no number where none does.
        recall: which share of those that should reach it does.
        coverage: which share of all scores reaches it.

    """

    thresholds: Shares
    precision: Shares
    recall: Shares
    coverage: Shares


def measure_thresholds(scores: ScoreLists) -> Thresholds:
    """At `STEPS` thresholds of one distance."""
    thresholds = np.linspace(0, 1, STEPS)
    asked = thresholds.astype(np.float32)
    above, below = (len(one) - np.searchsorted(one, asked) for one in (scores.above, scores.below))
    reached, count = above + below, len(scores.above) + len(scores.below)
    with np.errstate(invalid="ignore"):
        return Thresholds(thresholds, above / reached, above / max(len(scores.above), 1), reached / max(count, 1))


def list_scores(found: Predictions, positive: str | None) -> ScoreLists:
    """Of two classes the probabilities of `positive`, of its pictures and of the others; else how certain answers are.

    With more classes the lists are those of the right and of the wrong answers.
    """
    if positive is None:
        answers = sort_answers(found)
        return ScoreLists(answers.right, answers.wrong)
    place = found.classes.index(positive)
    scores, is_positive = found.probabilities[:, place], found.labels == place
    return ScoreLists(np.sort(scores[is_positive]), np.sort(scores[~is_positive]))
