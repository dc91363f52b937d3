"""Nearest neighbours among a model's training pictures, and out-of-distribution detection by their distance.

The features are computed when they are first needed and saved beside the model (`neighbours.npz`), so that they outlive
the dataset. They are those of the embedded backbone, so this works for models of every architecture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core import files
from core.backbone.features import Picture, Rows, compute_features, count_missing_features, picture_of_record
from core.backbone.quick_head import normalize_rows
from core.cancel import NEVER, CancelToken
from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Record, Split
from core.data.samples import choose_evenly
from core.errors import InputError
from core.inference.model import TrainingPictures
from core.parallel import Progress

Distances = npt.NDArray[np.float64]

NEAREST = 10  # pictures that a distance is the mean of
SIMILAR = 5
FALSE_ALARMS = 0.05
MOST = 10_000  # training pictures; 26 MB
AT_ONCE = 40  # features to compute without asking the user; a second or two
JUDGED = 2_000  # pictures that determine the threshold
ARRAYS = ("rows", "paths", "labels", "threshold")


@dataclass(frozen=True)
class Similar:
    """A training picture and its similarity to the query: the cosine between their features, at most 1."""

    path: str
    label: str
    similarity: float


@dataclass(frozen=True)
class Familiarity:
    """How far a picture is from what the model was trained on, and the training pictures nearest to it.

    `distance` is one minus the mean cosine to the ten nearest; beyond `threshold` lie 5 % of the pictures from the
    distribution that the model was trained on.
    """

    distance: float
    threshold: float
    similar: Sequence[Similar]

    @property
    def is_out_of_distribution(self) -> bool:
        return self.distance > self.threshold


@dataclass(frozen=True)
class Neighbours:
    """Features (n, 1280) of length one, with their pictures; `threshold` is that of every `Familiarity`."""

    rows: Rows
    paths: tuple[str, ...]
    labels: tuple[str, ...]
    threshold: float

    def measure(self, row: npt.ArrayLike) -> Familiarity:
        """The familiarity of one picture, from its features (1280,)."""
        cosines = self.rows @ _normalize(np.asarray(row)[None])[0]
        order = np.argsort(-cosines, kind="stable")[:SIMILAR]
        similar = [Similar(self.paths[place], self.labels[place], float(min(1.0, cosines[place]))) for place in order]
        return Familiarity(float(compute_mean_distances(cosines[None])[0]), self.threshold, similar)


def compute_mean_distances(cosines: Rows) -> Distances:
    """One minus the mean of the ten largest cosines of each row, or of as many as there are."""
    count = min(NEAREST, cosines.shape[1])
    nearest = np.partition(cosines, -count, axis=1)[:, -count:]
    far: Distances = 1 - nearest.mean(axis=1, dtype=np.float64)
    return far


def find_threshold(far: Distances) -> float:
    """The distance that a picture of the same kind exceeds with a probability of at most 5 %.

    The k-th smallest of n with k = ⌈(n + 1) · 0.95⌉, which holds for any distribution: Vovk, Gammerman and Shafer,
    Algorithmic Learning in a Random World (2005). With fewer than 19 it is the largest.
    """
    place = int(np.ceil((len(far) + 1) * (1 - FALSE_ALARMS))) - 1
    return float(np.sort(far)[min(place, len(far) - 1)])


@files.none_if_damaged
def load(training: TrainingPictures) -> Neighbours | None:
    """Read the saved neighbours; None if they were never computed, or the file is damaged."""
    arrays = files.read_arrays(training.features, ARRAYS)
    if arrays is None:
        return None
    rows, paths, labels, threshold = (arrays[name] for name in ARRAYS)
    return Neighbours(rows.astype(np.float32), tuple(paths.tolist()), tuple(labels.tolist()), float(threshold))


def count_missing(training: TrainingPictures) -> int:
    """How many of the candidate pictures have no features yet.

    Raises:
        InputError: their dataset is gone.

    """
    dataset = datasets.load(training.dataset)
    records = [*_sample(training, dataset, "train"), *_sample(training, dataset, "val")]
    return count_missing_features([picture_of_record(dataset, record) for record in records])


def find_if_quick(training: TrainingPictures) -> Neighbours | None:
    """The neighbours if they are saved or fast to compute; else, or if their dataset is gone, None."""
    if known := load(training):
        return known
    try:
        return find(training) if count_missing(training) <= AT_ONCE else None
    except InputError:
        return None


def find(training: TrainingPictures, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> Neighbours:
    """The saved neighbours; if there are none, compute them from the dataset and save them.

    Raises:
        InputError: the dataset, or a picture of it, is gone.
        Cancelled: `cancel` asked for it.

    """
    if known := load(training):
        return known
    dataset = datasets.load(training.dataset)
    learned, held_out = _sample(training, dataset, "train"), _sample(training, dataset, "val")
    pictures = [picture_of_record(dataset, record) for record in (*learned, *held_out)]
    rows = _normalize(compute_features(pictures, progress=progress, cancel=cancel))
    found = _build_neighbours(learned, rows[: len(learned)], rows[len(learned) :])
    _save(found, training.features)
    return found


def _build_neighbours(learned: Sequence[Record], rows: Rows, held_out: Rows) -> Neighbours:
    paths, labels = (tuple(str(getattr(record, name)) for record in learned) for name in ("path", "label"))
    return Neighbours(rows, paths, labels, find_threshold(compute_held_out_distances(rows, held_out)))


def compute_held_out_distances(rows: Rows, held_out: Rows) -> Distances:
    """How far pictures lie from training pictures other than themselves, as a new picture of their kind will.

    Those of validation `held_out`, and the training pictures `rows` as well, each left out in its turn (the jackknife;
    Barber, Candès, Ramdas and Tibshirani, Predictive inference with the jackknife+, 2021): a threshold of three
    hundred pictures alone misses its 5 % by more than a point, that of two thousand by half a point.
    """
    outside = held_out[choose_evenly(range(len(held_out)), JUDGED)]
    return np.concatenate(
        [compute_mean_distances(outside @ rows.T), _measure_without_itself(rows, JUDGED - len(outside))]
    )


def _measure_without_itself(rows: Rows, most: int) -> Distances:
    """The distance of at most so many training pictures from all others."""
    if len(rows) == 1:
        return np.zeros(1)
    some = choose_evenly(range(len(rows)), most)
    cosines = rows[some] @ rows.T
    cosines[np.arange(len(some)), some] = -1
    return compute_mean_distances(np.partition(cosines, 0, axis=1)[:, 1:])


def _sample(training: TrainingPictures, dataset: Dataset, split: Split) -> list[Record]:
    """At most `MOST` of the pictures of a split, with the labels of the training."""
    return choose_evenly(training.read_records(dataset, split), MOST)


def measure_familiarity(known: Neighbours, picture: Picture) -> Familiarity:
    """The familiarity of one picture.

    Raises:
        InputError: it cannot be read.

    """
    return known.measure(compute_features([picture])[0])


def _normalize(rows: npt.ArrayLike) -> Rows:
    """Normalise to length one, rounded to float16 as in the file, so that the threshold fits the saved features."""
    return normalize_rows(rows).astype(np.float16).astype(np.float32)


def _save(found: Neighbours, path: Path) -> None:
    values = (found.rows.astype(np.float16), np.array(found.paths), np.array(found.labels), found.threshold)
    files.write_arrays(path, dict(zip(ARRAYS, values, strict=True)))
