"""What a pretrained network sees in a picture, as some thousand numbers: the ground that a new head learns on.

Usage:
    rows = features([kept(dataset, record) for record in dataset.pictures(split="train")])  # float32, (n, 1280)
    row = features([given("photo.jpg", data)])

Each picture is decoded and judged in one thread from start to end, one core each: on two cores that was as fast as the
backbone's own threads on batches, and decoding never waits for it.
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
from core.backbone.onnx_form import backbone_file, key
from core.backbone.onnx_session import open_session
from core.cancel import NEVER, CancelToken
from core.data.datasets import Dataset
from core.data.index import Record, fingerprint
from core.data.pixels.cache import read_unchanged
from core.data.pixels.decode import RULE, Pixels, decode
from core.networks.architecture import IMAGE
from core.networks.backbones import EMBEDDED, FEATURES, IMAGE_SIZE, Backbone
from core.parallel import WORKERS, Progress, in_order

Rows = npt.NDArray[np.float32]
KEEP_EVERY = 256  # pictures; what was computed before an interruption is not lost


@dataclass(frozen=True)
class Picture:
    """A picture to be seen: the SHA-256 of its file, and how to read its bytes if it was never seen before."""

    name: str
    sha256: str
    read: Callable[[], bytes]


def kept(dataset: Dataset, record: Record) -> Picture:
    """A picture of a dataset."""
    return Picture(record.path, record.sha256, partial(read_unchanged, dataset, record))


def given(name: str, data: bytes) -> Picture:
    """A picture that somebody hands over."""
    return Picture(name, fingerprint(data), lambda: data)


def features(
    pictures: Sequence[Picture],
    backbone: Backbone = EMBEDDED,
    *,
    progress: Progress | None = None,
    cancel: CancelToken = NEVER,
) -> Rows:
    """The features of every picture, (n, width) float32, in the same order; only what was never seen is computed.

    Args:
        pictures: see `kept` and `given`; doubles cost nothing.
        backbone: whose features; of any but the embedded one a worker has to have made the ONNX form.
        progress: called with (done, total), those that were known counted as done.
        cancel: asked between pictures.

    Raises:
        InputError: a picture cannot be read or has changed, or the pretrained weights are not installed.
        Cancelled: `cancel` asked for it; what was computed till then is kept, but for the last few.

    """
    store = _store(backbone)
    rows = store.read([picture.sha256 for picture in pictures])
    new = list({picture.sha256: picture for picture in pictures if picture.sha256 not in rows}.values())
    for part in _computed(new, backbone, _after(progress, len(pictures) - len(new)), cancel):
        store.write(part)
        rows |= part
    if not pictures:
        return np.zeros((0, backbone.width), np.float32)
    return np.stack([rows[picture.sha256] for picture in pictures])


def unseen(pictures: Sequence[Picture]) -> int:
    """How many of the pictures the embedded backbone has not seen yet."""
    keys = {picture.sha256 for picture in pictures}
    return len(keys) - len(_store(EMBEDDED).read(list(keys)))


def _computed(
    new: Sequence[Picture], backbone: Backbone, progress: Progress | None, cancel: CancelToken
) -> Iterator[dict[str, Rows]]:
    """The rows of pictures that were never seen, a few hundred at a time."""
    if not new:
        return
    rows = in_order(partial(_seen, session(backbone)), new, progress, cancel)
    named = zip((picture.sha256 for picture in new), rows, strict=True)
    while part := dict(islice(named, KEEP_EVERY)):
        yield part


def _seen(loaded: onnxruntime.InferenceSession, picture: Picture) -> Rows:
    return see(loaded, decode(picture.read(), IMAGE_SIZE, name=picture.name))


def see(loaded: onnxruntime.InferenceSession, pixels: Pixels) -> Rows:
    """The features (width,) of decoded pixels (224, 224, 3)."""
    (rows,) = loaded.run([FEATURES], {IMAGE: pixels[None].astype(np.float32)})
    row: Rows = rows[0]
    return row


def session(backbone: Backbone = EMBEDDED) -> onnxruntime.InferenceSession:
    """The backbone, loaded once a process.

    Raises:
        InputError: its file is not there yet, or damaged.

    """
    return _session(backbone_file(backbone))


@cache
def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = max(1, (os.cpu_count() or 1) // WORKERS)
    return open_session(path, options)


def _store(backbone: Backbone) -> FeatureStore:
    return FeatureStore(workspace.current().features / f"{key(backbone)}-decoded-{RULE}.sqlite", backbone.width)


def _after(progress: Progress | None, known: int) -> Progress | None:
    """The progress of the rest, so that the whole runs once from what is known to all."""
    if progress is None:
        return None
    return lambda done, total: progress(known + done, known + total)
