"""Pictures of an evaluation that deserve a look, ranked from stored predictions.

rank("confident", predictions, 24)     # or "uncertain", "suspect"; see GALLERIES
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.curation.labels.suspects import rank_suspects
from core.evaluation.evaluate import Predictions
from core.i18n import N_


@dataclass(frozen=True)
class Entry:
    """A picture with its label, the class that the model says, and the probabilities (0 to 1) of both.

    `runner_up` is the class that comes second; of a recognised picture `said` is `true`.
    """

    path: str
    true: str
    true_probability: float
    said: str
    said_probability: float
    runner_up: str
    runner_up_probability: float


@dataclass(frozen=True)
class Gallery:
    """One way to choose and order pictures; `title` and `about` are marked with N_, `places` returns indices (k,)."""

    title: str
    about: str
    places: Callable[[Predictions], np.ndarray]


def find_confident_mistakes(predictions: Predictions) -> np.ndarray:
    """Indices of the mistakes, the most certain answer first."""
    wrong = np.flatnonzero(predictions.answers != predictions.labels)
    return wrong[np.argsort(-predictions.certainty[wrong], kind="stable")]


def find_least_certain(predictions: Predictions) -> np.ndarray:
    """Indices of all pictures, those first that are nearest to where the answer would change.

    With a threshold that is the threshold; otherwise the two most probable classes are equally probable there.
    """
    if predictions.rule.threshold is not None:
        return np.argsort(predictions.certainty, kind="stable")
    ordered = np.sort(predictions.probabilities, axis=1)
    return np.argsort(ordered[:, -1] - ordered[:, -2], kind="stable")


def find_suspect_labels(predictions: Predictions) -> np.ndarray:
    """Indices of pictures whose label the model contradicts by confident learning, the most suspect first.

    Those alone whose other class is as probable as it is for pictures that have it: `core.curation.labels.suspects`.
    """
    probabilities = predictions.probabilities.astype(np.float64)
    found = rank_suspects(predictions.labels.astype(np.intp), probabilities)
    return np.array([one.place for one in found if one.sure], dtype=np.intp)


GALLERIES: Mapping[str, Gallery] = {
    "confident": Gallery(
        N_("Confidently wrong"),
        N_("Wrong answers, the surest first. Look whether the picture is odd, or its label."),
        find_confident_mistakes,
    ),
    "uncertain": Gallery(
        N_("Least certain"),
        N_("Pictures whose two most probable classes are closest, right or wrong. More pictures like these help most."),
        find_least_certain,
    ),
    "suspect": Gallery(
        N_("Suspect label"),
        N_(
            "The model contradicts the label as firmly as it usually recognises that other class (confident learning). "
            "Many of these labels are right, and the model is wrong."
        ),
        find_suspect_labels,
    ),
}


def rank(name: str, predictions: Predictions, most: int | None = None) -> list[Entry]:
    """The first `most` pictures of the gallery of that name, which is one of GALLERIES, in its order."""
    return [describe(predictions, place) for place in GALLERIES[name].places(predictions)[:most].tolist()]


def describe(predictions: Predictions, place: int) -> Entry:
    """What the model says of the picture at that index."""
    shares, true = predictions.probabilities[place], int(predictions.labels[place])
    said = int(predictions.answers[place])
    second = next(label for label in np.argsort(-shares, kind="stable").tolist() if label != said)
    return Entry(
        path=predictions.paths[place],
        true=predictions.classes[true],
        true_probability=float(shares[true]),
        said=predictions.classes[said],
        said_probability=float(shares[said]),
        runner_up=predictions.classes[second],
        runner_up_probability=float(shares[second]),
    )
