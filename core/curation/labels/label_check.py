"""Which labels of a dataset the rest of it contradicts.

A head is fitted five times on the frozen features, each time without a fifth of the pictures, and asked about those.
What it said is kept in the dataset's folder (`label_check.npz`), so that the list is there after a reload.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core import files
from core.backbone.features import Rows, compute_features, take_picture_of_record
from core.backbone.quick_head import draw_stratified_folds, predict_out_of_fold
from core.cancel import NEVER, CancelToken
from core.curation.labels import suspects
from core.curation.labels.suspects import Suspect
from core.data.datasets import Dataset
from core.data.index import Record, Split, fingerprint
from core.parallel import Progress, stage

FILE = "label_check.npz"
ARRAYS = ("splits", "key", "probabilities")
FOLDS, SEED = 5, 0
LEARNED_FROM: Sequence[Split] = ("train", "val")
ALL: Sequence[Split] = ("train", "val", "test")


@dataclass(frozen=True)
class LabelCheck:
    """What the others say of every picture of some splits: labels as they were found, probabilities (n, classes)."""

    records: Sequence[Record]
    splits: Sequence[Split]
    labels: np.ndarray
    probabilities: np.ndarray

    def find_suspects(self) -> list[tuple[Record, Suspect]]:
        """The suspects with their records, the most suspect first."""
        return [(self.records[one.place], one) for one in suspects.rank_suspects(self.labels, self.probabilities)]


def check_labels(
    dataset: Dataset,
    splits: Sequence[Split] = LEARNED_FROM,
    *,
    progress: Progress | None = None,
    cancel: CancelToken = NEVER,
) -> LabelCheck:
    """Ask about every picture of these splits a head that did not learn from it, and keep what it said.

    `progress(done, total)` runs once from nothing to all; nearly all of the time goes into features never seen before.

    Raises:
        InputError: a picture is gone or has changed, or the pretrained weights are missing.
        Cancelled: `cancel` asked for it.

    """
    records, labels = _select_records(dataset, splits)
    rows = compute_rows(dataset, records, stage(progress, 0, 2), cancel)
    said = predict_out_of_fold(
        rows, labels, len(dataset.classes), draw_stratified_folds(labels, FOLDS, SEED),
        progress=stage(progress, 1, 2), cancel=cancel,
    )  # fmt: skip
    _keep(dataset, records, splits, said)
    return LabelCheck(records, splits, labels, said)


def load(dataset: Dataset) -> LabelCheck | None:
    """Read the last check of this dataset; None if there was none, or has to be another: its file is damaged."""
    arrays = _read_kept(dataset.folder / FILE)
    if arrays is None:
        return None
    splits: list[Split] = arrays["splits"].tolist()
    records, labels = _select_records(dataset, splits)
    return (
        LabelCheck(records, splits, labels, arrays["probabilities"]) if arrays["key"] == _compute_key(records) else None
    )


def find_damaged(dataset: Dataset) -> Path | None:
    """The file of the last check if it is there and cannot be read."""
    path = dataset.folder / FILE
    return path if path.exists() and _read_kept(path) is None else None


@files.none_if_damaged
def _read_kept(path: Path) -> dict[str, np.ndarray] | None:
    return files.read_arrays(path, ARRAYS)


def _select_records(dataset: Dataset, splits: Sequence[Split]) -> tuple[list[Record], np.ndarray]:
    records = [record for record in dataset.found if record.usable and record.split in splits]
    return records, np.array([dataset.classes.index(str(record.label)) for record in records])


def compute_rows(
    dataset: Dataset, records: Sequence[Record], progress: Progress | None, cancel: CancelToken = NEVER
) -> Rows:
    """The features of these pictures; those seen before cost nothing."""
    return compute_features(
        [take_picture_of_record(dataset, record) for record in records], progress=progress, cancel=cancel
    )


def _compute_key(records: Sequence[Record]) -> str:
    return fingerprint("\n".join(f"{record.path}\0{record.label}\0{record.sha256}" for record in records).encode())


def _keep(dataset: Dataset, records: Sequence[Record], splits: Sequence[Split], said: np.ndarray) -> None:
    files.write_arrays(
        dataset.folder / FILE, {"splits": np.array(splits), "key": _compute_key(records), "probabilities": said}
    )
