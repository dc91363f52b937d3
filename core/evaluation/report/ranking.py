"""How well probabilities rank the pictures of a class before all others: ROC, precision-recall, and their areas.

    areas = compute_all_areas(labels, probabilities, weights)[1]
    curve = compute_curve(labels == 1, probabilities[:, 1])

Values are scikit-learn's `roc_auc_score` and `average_precision_score`, and the curves its `roc_curve` and
`precision_recall_curve`: tests hold all against those. Here one sort serves the areas and all their resamples; of a
thousand classes scikit-learn's own calls took four fifths of a report's time. Where classes have few pictures each,
every one of them is compared with all others instead, which is one product of matrices for many classes at once.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.evaluation.report.bootstrap import Values, Weights, make_figure
from core.evaluation.report.figure import UNDEFINED, Figure

MOST_POINTS = 500  # of a curve that is drawn
FEW = 30  # pictures a class; with so few comparing takes less time than sorting, a quarter of it with five
AT_ONCE = 250  # pictures that are compared
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Areas:
    """Under the ROC curve, and under the precision-recall curve as average precision; with their resampled values."""

    auc: Figure
    average_precision: Figure
    resampled_auc: Values
    resampled_precision: Values


@dataclass(frozen=True)
class Curve:
    """A point for each threshold (k,), the highest first: pictures of the class, and others, at or above it."""

    thresholds: Values
    true_positives: Numbers
    false_positives: Numbers
    positives: int
    negatives: int

    @property
    def recall(self) -> Values:
        return self.true_positives / self.positives

    @property
    def false_positive_rate(self) -> Values:
        return self.false_positives / self.negatives

    @property
    def precision(self) -> Values:
        return self.true_positives / (self.true_positives + self.false_positives)

    def thin(self, most: int = MOST_POINTS) -> "Curve":
        """The curve with at most so many points, evenly chosen, the first and the last among them."""
        k = len(self.thresholds)
        chosen = np.unique(np.linspace(0, k - 1, most).round().astype(int)) if k > most else np.arange(k)
        parts = (self.thresholds[chosen], self.true_positives[chosen], self.false_positives[chosen])
        return Curve(*parts, self.positives, self.negatives)


def compute_curve(is_positive: Flags, scores: Weights) -> Curve | None:
    """The curve of a class from flags (n,) and its probabilities (n,); None if all pictures are of it, or none."""
    positives = int(is_positive.sum())
    if positives in (0, len(is_positive)):
        return None
    order, ends = _sort(scores)
    hits = is_positive[order].cumsum()[ends]
    return Curve(scores[order][ends].astype(float), hits, ends + 1 - hits, positives, len(is_positive) - positives)


def compute_all_areas(labels: Numbers, probabilities: Weights, weights: Weights) -> list[Areas]:
    """The areas of each class against all others.

    Args:
        labels: (n,) numbers of the true classes.
        probabilities: (n, classes).
        weights: (n, resamples), for the intervals.

    """
    scores = np.ascontiguousarray(probabilities.T)
    if len(labels) > FEW * len(scores):
        return [compute_areas(labels == number, row, weights) for number, row in enumerate(scores)]
    counted = np.hstack([np.ones((len(labels), 1), np.float32), weights])
    through, equal = _compare(labels, scores, counted)
    total = counted.sum(axis=0, dtype=np.float64)
    members = (np.flatnonzero(labels == number) for number in range(len(scores)))
    return [
        _measure_few(row[own], counted[own], through[own], equal[own], total)
        for row, own in zip(scores, members, strict=True)
    ]


def _compare(labels: Numbers, scores: Weights, counted: Weights) -> tuple[Weights, Weights]:
    """For each picture the weight of those that score as high or higher in its class, and of those that score equally.

    From scores (classes, n) and weights (n, resamples); both results are (n, resamples).
    """
    through, equal = np.empty_like(counted), counted.copy()
    for start in range(0, len(labels), AT_ONCE):
        places = np.arange(start, min(start + AT_ONCE, len(labels)))
        theirs = scores[labels[places]]
        own = theirs[np.arange(len(places)), places][:, None]
        through[places] = (theirs >= own).astype(np.float32) @ counted
        ties = theirs == own
        tied = np.flatnonzero(ties.sum(axis=1) > 1)
        equal[places[tied]] = ties[tied].astype(np.float32) @ counted
    return through, equal


def _measure_few(own: Weights, found: Weights, through: Weights, equal: Weights, total: Values) -> Areas:
    """The areas of a class with few pictures; the first column of each weighs all pictures alike.

    Args:
        own: (k,) the scores of its pictures.
        found: (k, resamples) their weights.
        through: (k, resamples) the weight of all pictures that score as high or higher.
        equal: (k, resamples) and of those that score equally.
        total: (resamples,) the weight of all.

    """
    positives, nothing = len(own), np.full(len(total) - 1, np.nan)
    if positives in (0, round(total[0])):
        return Areas(UNDEFINED, UNDEFINED, nothing, nothing)
    hits = (own >= own[:, None]).astype(np.float32) @ found
    misses = (through - hits).astype(np.float64)
    equal_misses = equal - (own == own[:, None]).astype(np.float32) @ found
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(through > 0, hits.astype(np.float64) / through, 0)
        auc, average = _areas(found.astype(np.float64), misses - equal_misses, misses, precision, total)
    return _make_areas(auc, average, positives, round(total[0]))


def _make_areas(auc: Values, average: Values, positives: int, n: int) -> Areas:
    """From the areas of the pictures themselves, which come first, and of the resamples."""
    alike = min(positives, n - positives)
    return Areas(
        make_figure(float(auc[0]), auc[1:], alike), make_figure(float(average[0]), average[1:], positives),
        auc[1:], average[1:],
    )  # fmt: skip


def compute_areas(is_positive: Flags, scores: Weights, weights: Weights) -> Areas:
    """The areas of a class from flags (n,) and its probabilities (n,), with intervals by weights (n, resamples)."""
    positives, nothing = int(is_positive.sum()), np.full(weights.shape[1], np.nan)
    if positives in (0, len(is_positive)):
        return Areas(UNDEFINED, UNDEFINED, nothing, nothing)
    order, ends = _sort(scores)
    ranked = is_positive[order]
    (area,), (average,) = _weigh(ranked, ends, np.ones((len(order), 1)))
    auc, precision = _weigh(ranked, ends, weights[order])
    alike = min(positives, len(is_positive) - positives)
    return Areas(
        make_figure(float(area), auc, alike), make_figure(float(average), precision, positives), auc, precision
    )


def _weigh(is_positive: Flags, ends: Numbers, weights: Weights | Values) -> tuple[Values, Values]:
    """Both areas in each resample; NaN where it has no picture of the class or none of the others.

    Flags (n,) and weights (n, resamples) are in the order of the scores, `ends` as `_sort` returns them. Only at the
    pictures of the class something is added to either area. So the pictures are cut into groups of equal scores with
    such a picture and what lies between them, and summed piece by piece.
    """
    group = np.searchsorted(ends, np.flatnonzero(is_positive))  # of each picture of the class
    kept, first = np.unique(group, return_index=True)
    begins = np.append(0, ends[:-1] + 1)[kept]
    cuts = np.unique(np.concatenate([[0], begins, ends[kept] + 1]))
    cuts = cuts[cuts < len(is_positive)]
    seen = np.add.reduceat(weights, cuts, axis=0).cumsum(axis=0)
    through = seen[np.searchsorted(cuts, ends[kept], side="right") - 1]
    found = np.add.reduceat(weights[is_positive], first, axis=0)
    hits = found.cumsum(axis=0)
    before = np.vstack([np.zeros_like(hits[:1]), hits[:-1]])
    misses_before = np.where(begins[:, None] > 0, seen[np.searchsorted(cuts, begins) - 1] - before, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(through > 0, hits / through, 0)
        return _areas(found, misses_before, through - hits, precision, seen[-1])


def _areas(
    found: Values, misses_before: Values, misses: Values, precision: Values, total: Values
) -> tuple[Values, Values]:
    """Sums over the groups (groups, resamples); a pair of equal scores counts half."""
    positives = found.sum(axis=0, dtype=np.float64)
    behind = (found * (misses_before + misses) / 2).sum(axis=0, dtype=np.float64)
    auc: Values = 1 - behind / (positives * (total - positives))
    return auc, (found * precision).sum(axis=0, dtype=np.float64) / positives


def _sort(scores: Weights) -> tuple[Numbers, Numbers]:
    """The order of the pictures, the highest score first, and the last place of each group of equal scores."""
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    return order, np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
