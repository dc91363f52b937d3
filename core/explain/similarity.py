"""How alike two explanations are: the check that one depends on what the network has learned.

Source: Adebayo et al. 2018, "Sanity checks for saliency maps" (arXiv:1810.03292): a method whose picture stays the same
when the weights are random shows the edges of the picture and not the network's reasons.
"""

import numpy as np

from core.explain.method import Values

GRID = 28  # both are compared at this resolution at most, so that mere noise of single pixels does not count as change
ALIKE = 0.5  # from here on an explanation counts as one that does not depend on what was learned


def compute_similarity(first: Values, second: Values) -> float:
    """Spearman's rank correlation of two attributions: 1 the same places, 0 nothing in common, -1 the opposite.

    An attribution that is the same everywhere has nothing in common with any other.
    """
    a, b = (_rank(_shrink(values).ravel()) for values in (first, second))
    if a.std() == 0 or b.std() == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def _rank(numbers: np.ndarray) -> np.ndarray:
    """The rank of each number; equal ones share the mean of theirs."""
    _unique, place, count = np.unique(numbers, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return (last - (count - 1) / 2)[place]


def _shrink(values: Values) -> np.ndarray:
    """Means of blocks, `GRID` x `GRID` or less."""
    height, width = values.shape
    rows, columns = min(GRID, height), min(GRID, width)
    sums = np.add.reduceat(values, np.arange(rows) * height // rows, axis=0, dtype=np.float64)
    sums = np.add.reduceat(sums, np.arange(columns) * width // columns, axis=1)
    heights = np.diff([*(np.arange(rows) * height // rows), height])
    widths = np.diff([*(np.arange(columns) * width // columns), width])
    shrunk: np.ndarray = sums / np.outer(heights, widths)
    return shrunk
