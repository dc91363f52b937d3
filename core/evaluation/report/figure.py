"""A measured figure with its 95 % interval, and how the interval was found."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.i18n import N_

WILSON, BOOTSTRAP = "wilson", "bootstrap"
METHODS: Mapping[str, str] = {WILSON: N_("Wilson"), BOOTSTRAP: N_("bootstrap")}


@dataclass(frozen=True)
class Figure:
    """One metric of an evaluation.

    Attributes:
        value: None where it is not defined, such as 0/0.
        interval: the ends of the 95 % interval; None without a value.
        method: `wilson` or `bootstrap`; None without an interval.
        classes: over how many classes a mean goes; None for what is no mean.

    """

    value: float | None
    interval: tuple[float, float] | None = None
    method: str | None = None
    classes: int | None = None


UNDEFINED = Figure(None)


@dataclass(frozen=True)
class Averages:
    """Precision, recall and F1 as means over classes."""

    precision: Figure
    recall: Figure
    f1: Figure
