"""The last layer by itself: from the backbone's features to probabilities, without a session and without Keras."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np

from core import files
from core.backbone.features import Rows


@dataclass(frozen=True)
class Head:
    """`kernel` (width, units) and `bias` (units,) on raw features; two classes have one unit, that of the second."""

    kernel: Rows
    bias: Rows

    def compute_probabilities(self, rows: Rows) -> Rows:
        """(n, classes) of features (n, width)."""
        logits = rows @ self.kernel + self.bias
        if logits.shape[1] == 1:
            logits = np.hstack([np.zeros_like(logits), logits])
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        probabilities: Rows = powers / powers.sum(axis=1, keepdims=True)
        return probabilities

    def save(self, path: Path) -> None:
        files.write_arrays(path, {"kernel": self.kernel, "bias": self.bias})

    @classmethod
    def read(cls, path: Path, text: str = files.DAMAGED, /, **values: Any) -> Self | None:
        """Read the head in a file; None if there is none.

        Raises:
            DamagedFileError: it cannot be read; see `files.damage_errors` for the arguments.

        """
        arrays = files.read_arrays(path, ("kernel", "bias"), text, **values)
        return cls(arrays["kernel"], arrays["bias"]) if arrays else None

    @classmethod
    def load(cls, path: Path) -> Self | None:
        """Read the head in a file; None if there is none, or it is damaged: the whole model answers in its place."""
        return files.none_if_damaged(cls.read)(path)
