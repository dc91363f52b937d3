"""The pictures of a dataset decoded once, kept as one uint8 array on disk.

The file is an ordinary .npy that `numpy.load` opens, and four more bytes: the CRC-32 of the pixels, so that a torn or
damaged file is known and made again.
"""

import os
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from core import files
from core.cancel import NEVER, CancelToken
from core.data.datasets import Dataset
from core.data.index import Record, Split, fingerprint
from core.data.pixels.decode import RULE, Pixels, decode
from core.data.pixels.unchanged import Stamp, check_root, check_unchanged, read_stamp, read_unchanged, remember
from core.data.pixels.view import View
from core.parallel import Progress, in_order
from core.parsing import retry_parsing

_CRC_BYTES = 4
# In the names of files; stretched ones are called as before there were views, and the first of several is the crop.
_SUFFIXES = {
    View.STRETCH: "",
    View.CROP: "-crop",
    View.LETTERBOX: "-letterbox",
    View.MIRRORED: "",
    View.VIEWS: "-crop",
}
_CHUNK = 1 << 24


@dataclass(frozen=True)
class Decoded:
    """The decoded pictures of a dataset in the order of its index.

    Attributes:
        images: uint8, (N, size, size, 3), a read-only map of the file.
        labels: int32, (N,), places in `classes`.
        splits: (N,), "train", "val" or "test".
        paths: N paths as in the index.
        classes: the labels in alphabetical order.

    """

    images: Pixels
    labels: npt.NDArray[np.int32]
    splits: npt.NDArray[np.str_]
    paths: tuple[str, ...]
    classes: tuple[str, ...]

    def select(self, split: Split) -> npt.NDArray[np.intp]:
        """The places of one split's pictures, in the order of the index."""
        return np.flatnonzero(self.splits == split)


def open_decoded(
    dataset: Dataset,
    size: int,
    view: View = View.STRETCH,
    *,
    progress: Progress | None = None,
    cancel: CancelToken = NEVER,
) -> Decoded:
    """All usable pictures at `size` x `size` pixels; decoded at the first call, compared and opened afterwards.

    Of several views, the first.

    Raises:
        InputError: a picture has vanished or changed since the dataset was added, or the disk is full.
        Cancelled: `cancel` asked for it; nothing is left behind.

    """
    records = dataset.list_pictures()
    path = dataset.folder / "cache" / f"{size}{_SUFFIXES[view]}-{_compute_key(records)}.npy"
    shape = (len(records), size, size, 3)
    images = _open(path, shape)
    if images is not None:
        check_unchanged(dataset, records, cancel)
    else:
        check_root(dataset)
        stamps: dict[str, Stamp] = {}
        pictures = in_order(partial(_decode, dataset, size, view, stamps), records, progress, cancel)
        _write(path, shape, pictures)
        remember(dataset, stamps)
        images = _map(path)
    return _with_labels(dataset, records, images)


def _with_labels(dataset: Dataset, records: Sequence[Record], images: Pixels) -> Decoded:
    places = {label: place for place, label in enumerate(dataset.classes)}
    return Decoded(
        images=images,
        labels=np.array([places[str(record.label)] for record in records], dtype=np.int32),
        splits=np.array([str(record.split) for record in records]),
        paths=tuple(record.path for record in records),
        classes=tuple(dataset.classes),
    )


def _compute_key(records: Sequence[Record]) -> str:
    lines = "\n".join(f"{record.path}\0{record.sha256}" for record in records)
    return fingerprint(f"{RULE}\n{lines}".encode())[:16]


def _decode(dataset: Dataset, size: int, view: View, stamps: dict[str, Stamp], record: Record) -> Pixels:
    stamps[record.path] = read_stamp(dataset.find_path(record))
    return decode(read_unchanged(dataset, record), size, view, name=record.path)


def _write(path: Path, shape: tuple[int, ...], pictures: Iterable[Pixels]) -> None:
    with files.disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    files.sweep(path.parent)
    with files.replacing(path) as file:
        _write_array(file, shape, pictures)


def _write_array(file: BinaryIO, shape: tuple[int, ...], pictures: Iterable[Pixels]) -> None:
    header = {"descr": "|u1", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(file, header)
    crc = 0
    for pixels in pictures:
        data = pixels.tobytes()
        crc = zlib.crc32(data, crc)
        file.write(data)
    file.write(crc.to_bytes(_CRC_BYTES, "little"))


@retry_parsing
def _map(path: Path) -> Pixels:
    images: Pixels = np.load(path, mmap_mode="r")
    return images


def _open(path: Path, shape: tuple[int, ...]) -> Pixels | None:
    """The array in a file that is whole, else None."""
    try:
        images = _map(path)
        if images.shape != shape or images.dtype != np.uint8:
            return None
        return images if _compute_crc(images) == _read_crc(path) else None
    except (OSError, ValueError, EOFError):
        return None


def _compute_crc(images: Pixels) -> int:
    crc, flat = 0, images.reshape(-1)
    for start in range(0, flat.size, _CHUNK):
        crc = zlib.crc32(flat[start : start + _CHUNK].data, crc)
    return crc


def _read_crc(path: Path) -> int:
    with path.open("rb") as file:
        file.seek(-_CRC_BYTES, os.SEEK_END)
        return int.from_bytes(file.read(), "little")
