"""Pictures in which there is nothing to be seen: one colour."""

from core.curation.checks.pictures.measured import Chosen, MeasuredCheck, are_blank
from core.data.pixels.measures import Figures
from core.i18n import N_

KIND = "blank"
REASON = N_("{file} is blank: one colour, and nothing to be seen. Leave it out.")


class Blank(MeasuredCheck):
    """Take those with hardly any contrast."""

    name = "blank"
    title = N_("Blank pictures")
    about = N_("Pictures of one colour, in which there is nothing to be seen.")
    kinds = (KIND,)
    reason = REASON

    def choose(self, figures: Figures) -> Chosen:
        return are_blank(figures)
