"""The scores that a threshold divides: sorted, so that a browser counts what lies above any threshold at once."""

from base64 import b64encode
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.evaluation.answered import sort_answers
from core.evaluation.evaluate import Predictions

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True)
class ScoreLists:
    """Two ascending lists: of those that should be above a threshold, and of those that should be below it."""

    above: Scores
    below: Scores

    def pack(self) -> dict[str, str]:
        """Both as base64 of little-endian float32."""
        return {name: b64encode(getattr(self, name).astype("<f4").tobytes()).decode() for name in ("above", "below")}


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
