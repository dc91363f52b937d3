"""Pictures that are nearly white, their dark parts too."""

import numpy as np

from core.curation.checks.pictures.measured import Chosen, MeasuredCheck, are_blank
from core.data.pixels.measures import Figures
from core.i18n import N_

KIND = "overexposed"
MEAN, DARKEST = 220, 90  # of 255: what is drawn or photographed on white has parts that are darker
REASON = N_("{file} is overexposed: nearly white all over. Look at it, and leave it out if nothing can be told.")


class Overexposed(MeasuredCheck):
    """Take those that are light in the mean and have no dark parts; blank ones are told as such."""

    name = "overexposed"
    title = N_("Overexposed pictures")
    about = N_("Pictures with so much light that they are nearly white, their dark parts too.")
    kinds = (KIND,)
    reason = REASON

    def choose(self, figures: Figures) -> Chosen:
        return np.asarray((figures["brightness"] >= MEAN) & (figures["dark"] >= DARKEST) & ~are_blank(figures))
