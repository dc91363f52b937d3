"""Would more pictures help, or another network? Told from trainings on a quarter, a half and all of them.

Errors fall about as a power of the number of pictures (Hestness et al. 2017, arXiv:1712.00409): a straight line of
logarithms, fitted with the weight that each share of a finite validation split deserves, and drawn on to twice as many.
"""

from collections.abc import Sequence
from math import exp, log

import numpy as np
from pydantic import BaseModel, ConfigDict

from core.i18n import N_, Message
from core.intervals import Z_95, compute_share_interval

WORTH_IT = 0.01  # of accuracy that twice as many pictures bring
KNOWS_BY_HEART = 0.95  # of the training pictures right: the network has room, and wants pictures
HELP = N_(
    "More pictures would help: with twice as many, {count}, about {accuracy} of the validation pictures would be right"
    " ({low} to {high}), where it is {now} now."
)
NO_HELP = N_(
    "More pictures would hardly help: with twice as many, {count}, about {accuracy} would be right ({low} to {high}),"
    " where it is {now} now."
)
ANOTHER = N_("It has only {training} of its training pictures right: a larger network, or more epochs, comes first.")
BY_HEART = N_("It has {training} of its training pictures right, so the network has room for more of them.")
UNSURE = N_("The interval is wide: there are only {pictures} validation pictures.")
WIDE = 0.08


class DataPoint(BaseModel):
    """A training on a share of the pictures: how many, and how much is right of `n` validation pictures."""

    model_config = ConfigDict(frozen=True)

    run: str
    pictures: int
    accuracy: float
    training_accuracy: float
    n: int

    @property
    def interval(self) -> tuple[float, float]:
        return compute_share_interval(self.accuracy, self.n)


class DataCurve(BaseModel):
    """`data_curve.json` of a run: the points, the fewest pictures first."""

    model_config = ConfigDict(frozen=True)

    points: tuple[DataPoint, ...]


class Foretold(BaseModel):
    """The accuracy with so many pictures, and its 95 % interval."""

    model_config = ConfigDict(frozen=True)

    pictures: int
    accuracy: float
    low: float
    high: float


def foretell(points: Sequence[DataPoint], pictures: int) -> Foretold:
    """The accuracy with that many training pictures, by the line through at least two points."""
    errors = np.array([max(1 - one.accuracy, 0.5 / one.n) for one in points])
    counts = np.array([one.n for one in points], float)
    weights = counts * errors / (1 - np.minimum(errors, 0.99))  # one over the variance of the logarithm of a share
    rows = np.column_stack([np.ones(len(points)), [log(one.pictures) for one in points]])
    spread = np.linalg.inv(rows.T @ (weights[:, None] * rows))
    factors = spread @ rows.T @ (weights * np.log(errors))
    at = np.array([1.0, log(pictures)])
    middle, deviation = float(at @ factors), float(np.sqrt(at @ spread @ at))
    low, high = (1 - min(1.0, exp(middle + side * Z_95 * deviation)) for side in (1, -1))
    return Foretold(pictures=pictures, accuracy=1 - min(1.0, exp(middle)), low=low, high=high)


def explain_curve(curve: DataCurve) -> list[Message]:
    """What to do next, in words."""
    last = curve.points[-1]
    more = foretell(curve.points, 2 * last.pictures)
    values = {
        "count": f"{more.pictures:,}", "accuracy": f"{more.accuracy:.1%}", "low": f"{more.low:.1%}",
        "high": f"{more.high:.1%}", "now": f"{last.accuracy:.1%}",
    }  # fmt: skip
    helps = more.accuracy - last.accuracy >= WORTH_IT
    told = [Message(HELP if helps else NO_HELP, values)]
    known = last.training_accuracy >= KNOWS_BY_HEART
    told.append(Message(BY_HEART if known else ANOTHER, {"training": f"{last.training_accuracy:.1%}"}))
    if more.high - more.low > WIDE:
        told.append(Message(UNSURE, {"pictures": last.n}))
    return told
