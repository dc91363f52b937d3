"""Recordings of the inside of a model: one small file an epoch, so that a resumed run overwrites only its own.

<run>/inside/header.json   what the numbers are about
<run>/inside/0007.npz      the numbers after epoch 7
"""

import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict

from core import files
from core.i18n import N_

FRAMES = 200  # epochs that a reader holds at most; of a longer run every second or fourth, and always the newest
DAMAGED = N_("What went on inside the model was recorded, but it cannot be shown: {path} is damaged.")
NUMBERS = 400_000  # cells of confusion matrices that a reader holds at most, so that many classes mean fewer epochs


class Header(BaseModel):
    """`paths` and `labels` are of the fixed validation pictures; `probe` is how many pictures dead units are found on.

    `layers` are the layers that learn, `kinds` their Keras classes; `relus` are those that end in a ReLU.
    """

    model_config = ConfigDict(frozen=True)

    classes: tuple[str, ...]
    paths: tuple[str, ...]
    labels: tuple[int, ...]
    layers: tuple[str, ...]
    kinds: tuple[str, ...]
    relus: tuple[str, ...]
    probe: int


@dataclass(frozen=True)
class Snapshot:
    """A model at the end of one epoch.

    Attributes:
        epoch: from 1.
        confusion: int32 (classes, classes) of the validation pictures, true classes down the side.
        probabilities: float32 (pictures, classes) of the fixed pictures.
        layers: float32 (layers, 3): norm of the weights, norm of the gradient, norm of the update by that of the
            weights, all in the epoch's last step.
        dead: float32 (relus,), the share of units or channels that are zero on every picture of the probe.
        filters: float32 (height, width, 3, filters) of the first layer; empty if it is no convolution over RGB.
        learning_rate: at the end of the epoch.
        memory: bytes that the worker holds.
        gpu: load of the GPU from 0 to 1; not a number where none is read.

    """

    epoch: int
    confusion: np.ndarray
    probabilities: np.ndarray
    layers: np.ndarray
    dead: np.ndarray
    filters: np.ndarray
    learning_rate: float
    memory: float
    gpu: float


@dataclass(frozen=True)
class Inside:
    """The recordings of a run: its snapshots in the order of their epochs."""

    header: Header
    snapshots: tuple[Snapshot, ...]


def write_header(folder: Path, header: Header) -> None:
    with files.disk_errors(folder):
        folder.mkdir(exist_ok=True)
    files.write_json(folder / "header.json", header)


def has_begun(folder: Path) -> bool:
    """Whether something was recorded, so that there is a header and a snapshot of every epoch that is done."""
    return folder.is_dir() and any(folder.iterdir())


def write(folder: Path, snapshot: Snapshot) -> None:
    """Write one epoch, atomically."""
    files.write_arrays(folder / f"{snapshot.epoch:04}.npz", asdict(snapshot))


def read(path: Path) -> Snapshot | None:
    """Read one epoch; None if the file is damaged or gone."""
    arrays = files.none_if_damaged(files.read_arrays)(path, tuple(Snapshot.__dataclass_fields__))
    if arrays is None:
        return None
    values: dict[str, Any] = {name: value if value.ndim else value.item() for name, value in arrays.items()}
    return Snapshot(**values)


def choose_spread(count: int, limit: int) -> list[int]:
    """At most `limit` of the indices 0 to `count` - 1: evenly spaced by a power of two, and the last one.

    With powers of two, nearly all chosen indices stay the same while a run grows.
    """
    step = 1
    while -(-count // step) >= max(limit, 2) and step < count:
        step *= 2
    return sorted({*range(0, count, step), *([count - 1] if count else [])})


class LiveInside:
    """Follows one run's epochs for any number of readers; a file is read again only if it has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._header: Header | None = None
        self._known: dict[Path, tuple[int, Snapshot]] = {}

    def update(self) -> Inside | None:
        """Read what was recorded so far; None if there is nothing. Damaged epochs are skipped.

        Raises:
            DamagedFileError: the header, or every epoch, is damaged.

        """
        with self._lock:
            self._header = self._header or files.read_json(self._folder / "header.json", Header, DAMAGED)
            paths = sorted(self._folder.glob("[0-9]*.npz"), key=lambda path: int(path.stem)) if self._header else []
            if self._header is None or not paths:
                return None
            limit = min(FRAMES, NUMBERS // len(self._header.classes) ** 2)
            chosen = [paths[place] for place in choose_spread(len(paths), limit)]
            self._known = {path: found for path in chosen if (found := self._read_if_changed(path))}
            if not self._known:
                raise files.DamagedFileError(paths[-1], DAMAGED)
            return Inside(self._header, tuple(snapshot for _time, snapshot in self._known.values()))

    def _read_if_changed(self, path: Path) -> tuple[int, Snapshot] | None:
        written = path.stat().st_mtime_ns
        known = self._known.get(path)
        if known and known[0] == written:
            return known
        snapshot = read(path)
        return (written, snapshot) if snapshot else None
