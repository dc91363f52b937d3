"""Nearest neighbours among a model's training pictures, and out-of-distribution detection by their distance.

The features are computed when they are first needed and saved beside the model (`neighbours.npz`), so that they outlive
the dataset. They are those of a built-in backbone, so this works for models of every architecture. How far is too far
stands in `distance_limits.py`, what is said of it in `familiarity.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core import files
from core.backbone.features import Picture, Rows, compute_features, count_missing_features, take_picture_of_record
from core.backbone.quick_head import normalize_rows
from core.cancel import NEVER, CancelToken
from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Record, Split
from core.data.pixels.view import View
from core.data.samples import choose_evenly
from core.errors import InputError
from core.inference.familiar.distance_limits import (
    Counts,
    Distances,
    Level,
    Places,
    compute_class_distances,
    compute_mean_distances,
    count_false_alarms,
    find_limits,
    judge,
)
from core.inference.familiar.familiarity import Familiarity, Similar
from core.inference.model import TrainingPictures
from core.networks.backbones import BACKBONES, LITE0, Backbone
from core.parallel import Progress

NEAREST = 5  # pictures of a class that a distance is the mean of; 3, 5 and 10 were compared
SIMILAR = 5
MOST = 10_000  # training pictures; 26 MB
AT_ONCE = 40  # features to compute without asking the user; a second or two
HELD = 2  # models whose pictures are in memory; ten thousand take 50 MB
JUDGED = 2_000  # pictures that determine the limits
ARRAYS = ("rows", "paths", "labels")
LIMITS = ("limits", "alarms")  # missing in files from before there were limits for each class
SEEN_BY = "seen_by"  # the backbone and the view; missing in files from before there were several
SEEN_BEFORE = (LITE0.name, View.STRETCH.value)


@dataclass(frozen=True)
class Neighbours:
    """Features of length one with their pictures, and how far from each class is usual.

    Attributes:
        rows: (n, 1280).
        paths: of the n pictures within their dataset.
        labels: their classes.
        limits: (classes, 2), in the order of `classes`, see `find_limits`.
        alarms: (classes, 2), see `count_false_alarms`.
        seen_by: the names of the backbone and the view that the features are of.

    """

    rows: Rows
    paths: tuple[str, ...]
    labels: tuple[str, ...]
    limits: Distances
    alarms: Counts
    seen_by: tuple[str, str] = SEEN_BEFORE

    @property
    def backbone(self) -> Backbone:
        """Whose features the rows are."""
        return BACKBONES[self.seen_by[0]]

    @property
    def view(self) -> View:
        """How the pictures were brought to size for it."""
        return View(self.seen_by[1])

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The labels, each once, in alphabetical order."""
        return tuple(sorted(set(self.labels)))

    @cached_property
    def groups(self) -> list[Places]:
        """Which of the pictures belong to each class."""
        return group_by_class(self.labels)

    def measure(self, row: npt.ArrayLike) -> Familiarity:
        """The familiarity of one picture, from its features (1280,)."""
        (found,) = self.measure_all(np.asarray(row)[None])
        return found

    def measure_all(self, rows: npt.ArrayLike) -> list[Familiarity]:
        """The familiarity of each picture, from their features (n, 1280)."""
        cosines = _normalize(np.asarray(rows)) @ self.rows.T
        far = compute_class_distances(cosines, self.groups, NEAREST)
        levels = judge(far, self.limits)
        return [self._describe(*one) for one in zip(cosines, far, map(Level, levels), strict=True)]

    def _describe(self, cosines: Rows, far: Distances, level: Level) -> Familiarity:
        order = np.argsort(-cosines, kind="stable")[:SIMILAR]
        similar = [Similar(self.paths[place], self.labels[place], float(min(1.0, cosines[place]))) for place in order]
        place = _find_nearest_class(far, self.limits, level)
        usual, beyond = (None if np.isnan(limit) else float(limit) for limit in self.limits[place])
        alarms, held_out = self.alarms[place].tolist()
        return Familiarity(level, self.classes[place], float(far[place]), usual, beyond, alarms, held_out, similar)


def _find_nearest_class(far: Distances, limits: Distances, level: Level) -> int:
    """The class that the picture fits best, as a share of what is usual there; if nothing is known, the nearest."""
    if level == Level.UNKNOWN:
        return int(far.argmin())
    return int(np.nanargmin(far / limits[:, 0]))


def group_by_class(labels: Sequence[str]) -> list[Places]:
    """The places of each class's pictures, the classes in alphabetical order."""
    names, places = np.unique(np.array(labels), return_inverse=True)
    return [np.flatnonzero(places == place) for place in range(len(names))]


@files.none_if_damaged
def load(training: TrainingPictures) -> Neighbours | None:
    """Read the saved neighbours; None if they were never computed, or the file is damaged.

    A file without limits has those of its training pictures, each left out in its turn.
    """
    arrays = files.read_arrays(training.features, ARRAYS, optional=(*LIMITS, SEEN_BY))
    if arrays is None:
        return None
    rows, paths, labels = (
        arrays["rows"].astype(np.float32),
        tuple(arrays["paths"].tolist()),
        tuple(arrays["labels"].tolist()),
    )
    backbone, view = arrays[SEEN_BY].tolist() if SEEN_BY in arrays else SEEN_BEFORE
    if not all(name in arrays for name in LIMITS):
        return build_neighbours(paths, labels, rows, (), rows[:0], (backbone, view))
    return Neighbours(rows, paths, labels, arrays["limits"], arrays["alarms"], (backbone, view))


def count_missing(training: TrainingPictures) -> int:
    """How many of the candidate pictures have no features yet.

    Raises:
        InputError: their dataset is gone.

    """
    dataset = datasets.load(training.dataset)
    records = [*_sample(training, dataset, "train"), *_sample(training, dataset, "val")]
    pictures = [take_picture_of_record(dataset, record) for record in records]
    return count_missing_features(pictures, training.backbone, training.view)


def find_if_quick(training: TrainingPictures) -> Neighbours | None:
    """The neighbours if they are saved or fast to compute; else, or if their dataset is gone, None."""
    if known := load(training):
        return known
    try:
        return find(training) if count_missing(training) <= AT_ONCE else None
    except InputError:
        return None


def find_held(training: TrainingPictures) -> Neighbours | None:
    """As `find_if_quick`, in memory for the next who asks once they are saved."""
    if not training.features.exists():
        return find_if_quick(training)
    return _load_held(training, training.features.stat().st_mtime_ns)


@lru_cache(HELD)
def _load_held(training: TrainingPictures, _version: int) -> Neighbours | None:
    return find_if_quick(training)


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
    pictures = [take_picture_of_record(dataset, record) for record in (*learned, *held_out)]
    rows = _normalize(compute_features(pictures, training.backbone, training.view, progress=progress, cancel=cancel))
    found = build_neighbours(
        [record.path for record in learned], [str(record.label) for record in learned], rows[: len(learned)],
        [str(record.label) for record in held_out], rows[len(learned) :], (training.backbone.name, str(training.view)),
    )  # fmt: skip
    _save(found, training.features)
    return found


def build_neighbours(
    paths: Sequence[str],
    labels: Sequence[str],
    rows: Rows,
    held_out_labels: Sequence[str],
    held_out: Rows,
    seen_by: tuple[str, str] = SEEN_BEFORE,
) -> Neighbours:
    """The neighbours of a training, with the limits that follow from its pictures.

    Args:
        paths: of the n training pictures.
        labels: their classes.
        rows: (n, width) their features, of length one.
        held_out_labels: the classes of m validation pictures.
        held_out: (m, width) their features.
        seen_by: the names of the backbone and the view that the features are of.

    """
    distances, places = compute_held_out_distances(labels, rows, held_out_labels, held_out)
    limits, alarms = find_limits(distances, places), count_false_alarms(distances, places)
    return Neighbours(rows, tuple(paths), tuple(labels), limits, alarms, seen_by)


def compute_held_out_distances(
    labels: Sequence[str], rows: Rows, held_out_labels: Sequence[str], held_out: Rows
) -> tuple[Distances, Places]:
    """How far pictures lie from each class's training pictures other than themselves, as a new picture will.

    Those of validation `held_out`, and the training pictures `rows` as well, each left out in its turn (the jackknife;
    Barber, Candès, Ramdas and Tibshirani, Predictive inference with the jackknife+, 2021): a few validation pictures
    alone say little of a limit that one in 25 exceeds.

    Returns:
        (k, classes) distances of at most 2,000 pictures, and the class of each, (k,).

    """
    groups, numbers = group_by_class(labels), {label: number for number, label in enumerate(sorted(set(labels)))}
    outside = choose_evenly([place for place, label in enumerate(held_out_labels) if label in numbers], JUDGED)
    alone = {int(group[0]) for group in groups if len(group) == 1}
    inside = choose_evenly([place for place in range(len(rows)) if place not in alone], JUDGED - len(outside))
    own = np.array([numbers[labels[place]] for place in inside], np.intp)
    distances = np.concatenate(
        [
            compute_class_distances(held_out[outside] @ rows.T, groups, NEAREST),
            _measure_without_themselves(rows, inside, own, groups),
        ]
    )
    return distances, np.concatenate([np.array([numbers[held_out_labels[place]] for place in outside], np.intp), own])


def _measure_without_themselves(rows: Rows, inside: Sequence[int], own: Places, groups: Sequence[Places]) -> Distances:
    """The distances of training pictures `inside` from each class, in their `own` without the picture itself."""
    cosines = rows[inside] @ rows.T
    cosines[np.arange(len(inside)), inside] = -2  # below every cosine, so that it can be left out
    distances = compute_class_distances(cosines, groups, NEAREST)
    for place, group in enumerate(groups):
        members = np.flatnonzero(own == place)
        others = np.partition(cosines[np.ix_(members, group)], 0, axis=1)[:, 1:]
        distances[members, place] = compute_mean_distances(others, NEAREST)
    return distances


def _sample(training: TrainingPictures, dataset: Dataset, split: Split) -> list[Record]:
    """At most `MOST` of the pictures of a split, with the labels of the training."""
    return choose_evenly(training.read_records(dataset, split), MOST)


def measure_familiarity(known: Neighbours, picture: Picture) -> Familiarity:
    """The familiarity of one picture.

    Raises:
        InputError: it cannot be read.

    """
    return known.measure(compute_features([picture], known.backbone, known.view)[0])


def _normalize(rows: npt.ArrayLike) -> Rows:
    """Normalise to length one, rounded to float16 as in the file, so that the limits fit the saved features."""
    return normalize_rows(rows).astype(np.float16).astype(np.float32)


def _save(found: Neighbours, path: Path) -> None:
    paths, labels, seen_by = map(np.array, (found.paths, found.labels, found.seen_by))
    values = (found.rows.astype(np.float16), paths, labels, found.limits, found.alarms, seen_by)
    files.write_arrays(path, dict(zip((*ARRAYS, *LIMITS, SEEN_BY), values, strict=True)))
