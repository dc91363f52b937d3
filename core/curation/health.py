"""How sound a dataset is: a score out of 100, and in sentences what is wrong and what that does to a result."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.curation.checks.check import Problem
from core.curation.checks.problem_kinds import KINDS, get_kind
from core.data.datasets import Dataset
from core.i18n import N_, _

SOUND = N_("Nothing was found that would spoil a result.")
LINE = N_("{title}: {n}. {why}")


@dataclass(frozen=True)
class Health:
    """`score` from 0 to 100, `counts` of the problems by kind, the worst kind first."""

    score: int
    counts: dict[str, int]

    @property
    def notes(self) -> list[str]:
        """A sentence or two for each kind, in the reader's language."""
        lines = [
            _(LINE).format(title=_(get_kind(kind).title), n=n, why=_(get_kind(kind).why))
            for kind, n in self.counts.items()
        ]
        return lines or [_(SOUND)]


def judge(dataset: Dataset, problems: Sequence[Problem]) -> Health:
    """The health of the dataset with these problems; pictures left out by hand are none.

    Each kind of problem takes a share of what the others leave, so that mending one always shows.
    """
    counted = Counter(problem.kind for problem in problems if get_kind(problem.kind).weight)
    order = [*KINDS, *sorted(set(counted) - set(KINDS))]
    counts = {kind: counted[kind] for kind in order if counted[kind]}
    left = math.prod(1 - _weigh(kind, n, dataset) for kind, n in counts.items())
    return Health(score=math.floor(100 * left), counts=counts)


def _weigh(kind: str, n: int, dataset: Dataset) -> float:
    """The share that is lost. It grows fast at first: one leaked picture in ten is nearly as bad as all of them.

    Files that were left out count among all, or what remains would weigh more after every mend.
    """
    found = dataset.manifest.images + dataset.manifest.refused
    of = len(dataset.classes) if get_kind(kind).of == "classes" else found
    return get_kind(kind).weight / 100 * math.sqrt(min(1.0, n / max(1, of)))
