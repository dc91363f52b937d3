"""Pictures without a sharp edge anywhere."""

import numpy as np

from core.curation.checks.pictures.dark import LEVEL as DARK
from core.curation.checks.pictures.measured import Chosen, MeasuredCheck, are_blank
from core.data.pixels.measures import Figures
from core.i18n import N_

KIND = "blurred"
# The variance of the Laplacian in the sharpest of 16 tiles, at 256 pixels: of 2,200 ordinary photos and sketches one is
# under it; blurred by 3 pixels at least 99 % are (the 99th percentile is under it), by 2 pixels 85 %.
SHARPNESS = 60.0
CRISPNESS = 0.25  # relative to the contrast: a picture in fog has weak edges and is no less sharp
LEAST = 32  # pixels: smaller pictures have no edges to speak of
REASON = N_("{file} is blurred all over. Look at it, and leave it out if the pictures to come are sharp.")


class Blurred(MeasuredCheck):
    """Take those whose sharpest part is blurred, but for blank and dark ones."""

    name = "blurred"
    title = N_("Blurred pictures")
    about = N_("Pictures without a sharp edge anywhere.")
    kinds = (KIND,)
    reason = REASON
    least = LEAST

    def choose(self, figures: Figures) -> Chosen:
        return np.asarray(
            (figures["sharpness"] < SHARPNESS)
            & (figures["crispness"] < CRISPNESS)
            & (figures["light"] >= DARK)
            & ~are_blank(figures)
        )
