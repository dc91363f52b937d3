"""How fast something grows over the years: a straight line through its logarithms, by least squares.

growth = fit_growth(years, sizes)      # (n,) each, of at least two different years
growth.doubling                        # the years in which it doubles
growth.predict(2020.0)                 # the size on the line
"""

from dataclasses import dataclass

import numpy as np

from core.concepts.activations import Array


@dataclass(frozen=True)
class Growth:
    """The line through (`middle`, `level`), the mean year and the mean of log2 of the sizes.

    `spread` is the sum of the squared distances of the years from their mean, `along` that of these distances times
    those of the logarithms from theirs.
    """

    middle: float
    level: float
    spread: float
    along: float

    @property
    def doubling(self) -> float:
        return self.spread / self.along if self.along else float("inf")

    def predict(self, year: float) -> float:
        return float(2.0 ** (self.level + (year - self.middle) / self.doubling))


def fit_growth(years: Array, sizes: Array) -> Growth:
    logs = np.log2(sizes)
    away = years - years.mean()
    return Growth(float(years.mean()), float(logs.mean()), float(away @ away), float(away @ (logs - logs.mean())))
