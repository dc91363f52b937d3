"""The last layer by itself: from the backbone's features to probabilities, without a session and without Keras."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from core.backbone.features import Rows
from core.files import disk_errors


@dataclass(frozen=True)
class Head:
    """`kernel` (width, units) and `bias` (units,) on raw features; two classes have one unit, that of the second."""

    kernel: Rows
    bias: Rows

    def probabilities(self, rows: Rows) -> Rows:
        """(n, classes) of features (n, width)."""
        logits = rows @ self.kernel + self.bias
        if logits.shape[1] == 1:
            logits = np.hstack([np.zeros_like(logits), logits])
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        probabilities: Rows = powers / powers.sum(axis=1, keepdims=True)
        return probabilities

    def save(self, path: Path) -> None:
        half = path.with_name(f".half-{path.name}")
        with disk_errors(path):
            np.savez(half, kernel=self.kernel, bias=self.bias)
            half.replace(path)

    @classmethod
    def load(cls, path: Path) -> Self | None:
        """The head in a file; None if there is none, or it is damaged."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                return cls(kept["kernel"], kept["bias"])
        except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile):
            return None
