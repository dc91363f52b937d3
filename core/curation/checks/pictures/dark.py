"""Pictures that are nearly black."""

import numpy as np

from core.curation.checks.pictures.measured import Chosen, MeasuredCheck, are_blank
from core.data.pixels.measures import Figures
from core.i18n import N_

KIND = "dark"
LEVEL = 64  # of 255, that 95 % of the pixels are below: ordinary photos have 103 or more, at a fifth of their light 51
REASON = N_("{file} is nearly black. Look at it, and leave it out if nothing can be told.")


class Dark(MeasuredCheck):
    """Take those whose lightest parts are dark, but for blank ones."""

    name = "dark"
    title = N_("Dark pictures")
    about = N_("Pictures that are nearly black, so that little can be told in them.")
    kinds = (KIND,)
    reason = REASON

    def choose(self, figures: Figures) -> Chosen:
        return np.asarray((figures["light"] < LEVEL) & ~are_blank(figures))
