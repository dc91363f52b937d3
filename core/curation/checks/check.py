"""What every check of a dataset has in common, and what it returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.cancel import NEVER, CancelToken
from core.data.datasets import Dataset
from core.i18n import Message
from core.parallel import Progress


@dataclass(frozen=True)
class Problem:
    """A file, in which way it is a problem, and the second file of a pair."""

    kind: str
    path: str
    reason: Message
    other: str | None = None


class Check(Protocol):
    """One way to look for problems in a dataset."""

    @property
    def name(self) -> str:
        """What programs call it."""

    @property
    def title(self) -> str:
        """What people call it, to be translated."""

    @property
    def about(self) -> str:
        """What it looks for, in one sentence for people, to be translated."""

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds of the problems that it can find."""

    @property
    def quick(self) -> bool:
        """Whether it reads only what was found while the dataset was added; any other can take minutes."""

    @property
    def measured(self) -> bool:
        """Whether that includes measures, which datasets of earlier versions get when it runs, and then slowly."""

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        """The problems of the dataset as it is now, decisions applied; each file comes once at the most.

        Args:
            dataset: what to check; nothing of it is changed.
            progress: called with (done, total); a quick check need not call it.
            cancel: asked between pictures.

        Raises:
            InputError: a picture is gone or has changed, or what the check needs is missing.
            Cancelled: `cancel` asked for it.

        """
