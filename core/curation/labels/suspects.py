"""Pictures whose label the rest of the data contradicts, the most suspect first: confident learning.

Source: Northcutt, Jiang and Chuang, Confident learning: estimating uncertainty in dataset labels, JAIR 70 (2021)
1373-1411. A class's threshold is the mean probability that pictures with its label get for it. Of the classes over
their thresholds the most probable is the likely one. On clean data hardly any wrong class is over: there the most
probable class stands in, and the suspect is not called `sure`. For the sure ones set and order are the package
cleanlab's, which is why it is not needed.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.intp]
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Suspect:
    """The picture at `place`: its own label and the class that the others say, each with its probability.

    `sure` says that the other class is over its threshold.
    """

    place: int
    label: int
    likely: int
    own: float
    probability: float
    sure: bool

    @property
    def margin(self) -> float:
        """How much more probable the other class is, from -1 to 1; the larger, the more suspect."""
        return self.probability - self.own


def rank_suspects(labels: Labels, probabilities: Array) -> list[Suspect]:
    """The suspects by their margin, the largest first.

    Args:
        labels: (n,) places of the classes, as given.
        probabilities: (n, classes), each row from a model that did not see that row's picture.

    """
    over = probabilities >= compute_thresholds(labels, probabilities)
    sure = np.any(over, axis=1)
    likely = np.where(sure, np.where(over, probabilities, -np.inf).argmax(axis=1), probabilities.argmax(axis=1))
    found = [
        Suspect(
            place=place,
            label=int(labels[place]),
            likely=int(likely[place]),
            own=float(probabilities[place, labels[place]]),
            probability=float(probabilities[place, likely[place]]),
            sure=bool(sure[place]),
        )
        for place in np.flatnonzero(likely != labels).tolist()
    ]
    return sorted(found, key=lambda suspect: -suspect.margin)


def compute_thresholds(labels: Labels, probabilities: Array) -> Array:
    """Of each class the mean probability that its own pictures get for it; infinite for a class without pictures."""
    return np.array(
        [
            probabilities[labels == label, label].mean() if (labels == label).any() else np.inf
            for label in range(probabilities.shape[1])
        ]
    )
