"""Integrated gradients: what every pixel contributes on the way from a grey picture to this one.

Source: Sundararajan et al. 2017 (arXiv:1703.01365). The contributions add up to the change of the logit, which is
computed beside them: how far the two are apart says how exact the sum over so few steps is.

Deep networks change most on short parts of the way, so steps of one length miss it: with twenty of them the sum was off
by half on EfficientNet-Lite0, and with fifty still by a third. But the logit at both ends of a step says what the step
should add up to. So the step that is furthest from it is halved, until the whole way is right.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from core.explain.method import GREY, Attribution, Completeness, Method, Values
from core.i18n import N_

if TYPE_CHECKING:
    from core.explain.gradients.network import Network

WHOLE_ERROR = 0.02  # of the change of the logit: how far the sum of all steps may be off
STEPS_ERROR = 0.25  # of the same: how much the errors of the steps may add up to, whatever their signs
LEAST_CHANGE = 1.0  # of a logit: a smaller change is not asked to be met more closely than this one
HALVED = 4  # steps at a time, since several pictures are computed side by side


@dataclass(frozen=True)
class IntegratedGradients:
    """Begins with `first` steps of one length, and halves them until it is right or has computed `most` pictures."""

    first: int = 8
    most: int = 96
    name = "integrated_gradients"
    title = N_("Integrated gradients")
    note = N_("What each pixel adds to this class, or takes from it, on the way from a grey picture to this one.")
    signed = True

    def compute(self, network: "Network", picture: Values, target: int) -> Attribution:
        way = _Way(network, picture, target)
        way.visit(np.linspace(0, 1, self.first + 1).tolist())
        while not way.is_right() and len(way.points) + HALVED <= self.most:
            way.visit(way.choose_halves())
        values = ((picture - GREY) * way.compute_mean_gradient()).sum(axis=2)
        return Attribution(values, Completeness(float(values.sum(dtype=np.float64)), way.expected))

    def make_rough(self) -> Method:
        return IntegratedGradients(first=5, most=0)


@dataclass(frozen=True)
class _Point:
    """A place on the way: the logit there, the gradient of the pixels, and the slope of the logit along the way."""

    logit: float
    gradient: Values
    slope: float


@dataclass(frozen=True)
class _Way:
    """From grey (0) to the picture (1), and the points that were visited so far."""

    network: "Network"
    picture: Values
    target: int
    points: dict[float, _Point] = field(default_factory=dict)

    def visit(self, places: list[float]) -> None:
        direction = self.picture - GREY
        pictures = np.stack([GREY + np.float32(place) * direction for place in places])
        logits, gradients = self.network.compute_logits_and_gradients(pictures, self.target)
        for place, logit, gradient in zip(places, logits, gradients, strict=True):
            slope = float((gradient * direction).sum(dtype=np.float64))
            self.points[place] = _Point(float(logit[self.target]), gradient, slope)

    @property
    def places(self) -> list[float]:
        return sorted(self.points)

    @property
    def expected(self) -> float:
        """What the whole way changes in the logit."""
        return self.points[1].logit - self.points[0].logit

    def measure_errors(self) -> Values:
        """How far the trapezoid of each step is from what the step changes in the logit."""
        points = [self.points[place] for place in self.places]
        slopes, logits = np.array([point.slope for point in points]), np.array([point.logit for point in points])
        return np.asarray((slopes[1:] + slopes[:-1]) / 2 * np.diff(self.places) - np.diff(logits))

    def is_right(self) -> bool:
        errors, change = self.measure_errors(), max(abs(self.expected), LEAST_CHANGE)
        return bool(abs(errors.sum()) <= WHOLE_ERROR * change and np.abs(errors).sum() <= STEPS_ERROR * change)

    def choose_halves(self) -> list[float]:
        """The middles of the steps that are furthest off."""
        worst = np.argsort(-np.abs(self.measure_errors()), kind="stable")[:HALVED]
        return [(self.places[step] + self.places[step + 1]) / 2 for step in worst]

    def compute_mean_gradient(self) -> Values:
        """Over the way, by trapezoids."""
        steps = np.diff(self.places)
        weights = np.convolve(steps, [0.5, 0.5])
        gradients = [self.points[place].gradient for place in self.places]
        return np.tensordot(weights.astype(np.float32), np.stack(gradients), axes=1)
