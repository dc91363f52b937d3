"""Features of pictures: about a thousand numbers each from a pretrained network, which a new head is fitted to.

Usage:
    records = dataset.list_pictures(split="train")
    rows = compute_features([picture_of_record(dataset, record) for record in records])  # float32, (n, 1280)
    row = compute_features([picture_from_bytes("photo.jpg", data)])

One thread decodes a picture and runs the network on it, one core each. On two cores that was as fast as batches in the
network's own threads, and decoding never waits.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from core import workspace
from core.backbone.feature_store import FeatureStore
from core.backbone.onnx_form import compute_backbone_key, ensure_backbone_file
from core.backbone.onnx_session import open_session
from core.cancel import NEVER, CancelToken
from core.data.datasets import Dataset
from core.data.index import Record, fingerprint
from core.data.pixels.decode import RULE, Pixels, decode_squares
from core.data.pixels.unchanged import read_unchanged
from core.data.pixels.view import View
from core.networks.architecture import IMAGE
from core.networks.backbones import EMBEDDED, FEATURES, Backbone
from core.parallel import WORKERS, Progress, in_order

Rows = npt.NDArray[np.float32]
STORE_EVERY = 256  # pictures; so that an interruption loses no more


@dataclass(frozen=True)
class Picture:
    """A picture to compute features of: the SHA-256 of its file, and how to read its bytes where they are needed."""

    name: str
    sha256: str
    read: Callable[[], bytes]


def take_picture_of_record(dataset: Dataset, record: Record) -> Picture:
    """A picture of a dataset, which has to be as it was when the dataset was added."""
    return Picture(record.path, record.sha256, partial(read_unchanged, dataset, record))


def take_picture_from_bytes(name: str, data: bytes) -> Picture:
    """A picture that is in memory; `name` is what an error calls it."""
    return Picture(name, fingerprint(data), lambda: data)


def compute_features(
    pictures: Sequence[Picture],
    backbone: Backbone = EMBEDDED,
    view: View = View.STRETCH,
    *,
    progress: Progress | None = None,
    cancel: CancelToken = NEVER,
) -> Rows:
    """The features of every picture, (n, width) float32, in the same order; those that are stored are read.

    Args:
        pictures: see `take_picture_of_record` and `take_picture_from_bytes`; the same picture twice is computed once.
        backbone: whose features; of any but the embedded one a worker has to have made the ONNX form.
        view: how pictures are brought to size; of several views the features are the mean.
        progress: called with (done, total), stored features counted as done.
        cancel: asked between pictures.

    Raises:
        InputError: a picture cannot be read or has changed, or the pretrained weights are not installed.
        Cancelled: `cancel` asked for it; what was computed until then is stored, except for the last few.

    """
    store = _store(backbone, view)
    rows = store.read([picture.sha256 for picture in pictures])
    new = list({picture.sha256: picture for picture in pictures if picture.sha256 not in rows}.values())
    for part in _compute_missing(new, backbone, view, _tell_progress_after(len(pictures) - len(new), progress), cancel):
        store.write(part)
        rows |= part
    if not pictures:
        return np.zeros((0, backbone.width), np.float32)
    return np.stack([rows[picture.sha256] for picture in pictures])


def count_missing_features(
    pictures: Sequence[Picture], backbone: Backbone = EMBEDDED, view: View = View.STRETCH
) -> int:
    """How many of the pictures have no stored features of the backbone."""
    keys = {picture.sha256 for picture in pictures}
    return len(keys) - len(_store(backbone, view).find_stored(list(keys)))


def _compute_missing(
    new: Sequence[Picture], backbone: Backbone, view: View, progress: Progress | None, cancel: CancelToken
) -> Iterator[dict[str, Rows]]:
    """The rows of pictures without stored features, by their SHA-256, a few hundred at a time."""
    if not new:
        return
    rows = in_order(partial(_compute_row, load_backbone(backbone), backbone.image_size, view), new, progress, cancel)
    named = zip((picture.sha256 for picture in new), rows, strict=True)
    while part := dict(islice(named, STORE_EVERY)):
        yield part


def _compute_row(loaded: onnxruntime.InferenceSession, size: int, view: View, picture: Picture) -> Rows:
    return run_backbone(loaded, decode_squares(picture.read(), size, view, name=picture.name))


def run_backbone(loaded: onnxruntime.InferenceSession, squares: Pixels) -> Rows:
    """The features (width,) of a picture, the mean of those of its squares (n, size, size, 3)."""
    (rows,) = loaded.run([FEATURES], {IMAGE: squares.astype(np.float32)})
    row: Rows = rows.mean(axis=0)
    return row


def load_backbone(backbone: Backbone = EMBEDDED) -> onnxruntime.InferenceSession:
    """The backbone, loaded once a process.

    Raises:
        InputError: its file is not there yet, or damaged.

    """
    return _open_session(ensure_backbone_file(backbone))


@cache
def _open_session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = max(1, (os.cpu_count() or 1) // WORKERS)
    return open_session(path, options)


def _store(backbone: Backbone, view: View) -> FeatureStore:
    seen = "" if view is View.STRETCH else f"-{view}"  # stretched ones are called as before there were views
    name = f"{compute_backbone_key(backbone)}-decoded-{RULE}{seen}.sqlite"
    return FeatureStore(workspace.current().features / name, backbone.width)


def _tell_progress_after(known: int, progress: Progress | None) -> Progress | None:
    """The progress of the rest, so that the whole runs once from what is known to all."""
    if progress is None:
        return None
    return lambda done, total: progress(known + done, known + total)
