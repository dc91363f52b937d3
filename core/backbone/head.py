"""The last layer by itself: from the backbone's features to probabilities, without a session and without Keras."""

from dataclasses import dataclass

import numpy as np

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
