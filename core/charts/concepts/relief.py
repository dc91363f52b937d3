"""How a landscape whose heights span many orders of magnitude is drawn: squeezed into 0 to 1, valleys kept visible."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
LOW_GROUND = 0.15  # the share of the landscape that is drawn about as it is; what is higher is drawn on a log scale


@dataclass(frozen=True)
class Relief:
    """A height h is drawn at log(1 + (h - lowest) / unit), as a share of what the highest gives."""

    lowest: float
    unit: float
    highest: float

    def __call__(self, heights: Array) -> Array:
        """The heights from 0 (lowest) to 1 (highest); outside goes to the edge, what is not finite becomes NaN."""
        above = np.log1p(np.clip(heights - self.lowest, 0, None) / self.unit)
        top = np.log1p((self.highest - self.lowest) / self.unit)
        return np.where(np.isfinite(heights), np.clip(above / top, 0, 1) if top else 0.0, np.nan)


def draw_relief(heights: Array) -> Relief:
    """The scale that suits heights of any shape; where nothing is finite or all is level, everything is drawn at 0."""
    finite = heights[np.isfinite(heights)]
    if not finite.size:
        return Relief(0.0, 1.0, 0.0)
    lowest, highest = float(finite.min()), float(finite.max())
    low_ground = float(np.quantile(finite, LOW_GROUND)) - lowest
    return Relief(lowest, low_ground or (highest - lowest) or 1.0, highest)
