"""`head.npz`: the last layer of a run that has trained nothing else, and the one before it.

The validation pictures judge a head that was fitted to the training pictures. Then it is fitted once more, to all of
them. What is said of a validation picture is said by the first of the two, which had not seen it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from core import files
from core.backbone.head import Head
from core.runs.folder import RunFolder

LAST, VALIDATED = ("kernel", "bias"), ("validated_kernel", "validated_bias")


@dataclass(frozen=True)
class TrainedHead:
    """`last` answers; `validated` is the one before, None of a run of an earlier version, which fitted but once."""

    last: Head
    validated: Head | None = None

    def save(self, path: Path) -> None:
        arrays: dict[str, np.ndarray] = {}
        for names, head in ((LAST, self.last), (VALIDATED, self.validated)):
            if head is not None:
                arrays |= dict(zip(names, (head.kernel, head.bias), strict=True))
        files.write_arrays(path, arrays)

    @classmethod
    def load(cls, path: Path) -> Self | None:
        """Read the file; None if there is none, or it is damaged: the whole model answers in its place."""
        arrays = files.none_if_damaged(files.read_arrays)(path, LAST, optional=VALIDATED)
        if arrays is None:
            return None
        has_both = all(name in arrays for name in VALIDATED)
        validated = Head(*(arrays[name] for name in VALIDATED)) if has_both else None
        return cls(Head(*(arrays[name] for name in LAST)), validated)


def has_learned_validation(run: RunFolder) -> bool:
    """Whether the head of a run was fitted to its validation pictures too, as far as its file can be read."""
    head = TrainedHead.load(run.head)
    return head is not None and head.validated is not None
