"""Pictures that are much wider than high, or much higher than wide."""

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.curation.checks.pictures.measured import iterate_undecided
from core.data.datasets import Dataset
from core.i18n import N_, Message
from core.parallel import Progress

EXTREME_SHAPE = "extreme_shape"
RATIO = 4  # of the longer side to the shorter: panoramas have up to 3, and stretched to a square all else is distorted
REASON = N_(
    "{file} is {width} x {height} pixels. Stretched to a square nothing keeps its shape: cut it, or leave it out."
)


class ExtremeShapes:
    """Take those with one side at least `RATIO` times the other."""

    name = "extreme_shapes"
    title = N_("Extreme shapes")
    about = N_("Pictures that are much wider than high, or much higher than wide.")
    quick = True
    measured = False
    kinds = (EXTREME_SHAPE,)

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        return [
            Problem(
                EXTREME_SHAPE,
                record.path,
                Message(REASON, {"file": record.path, "width": record.width, "height": record.height}),
            )
            for record in iterate_undecided(dataset)
            if max(record.width, record.height) >= RATIO * min(record.width, record.height) > 0
        ]
