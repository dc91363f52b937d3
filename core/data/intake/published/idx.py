"""Fashion-MNIST in the IDX form of MNIST: a header that says the shape, then all bytes one after another.

Source: Y. LeCun, C. Cortes, C. Burges, The MNIST database, "File formats".
"""

import gzip
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core.cancel import CancelToken
from core.data.index import Record
from core.data.intake.archives.journal import Journal
from core.data.intake.published.arrays import Block, write_block
from core.parallel import Progress, tell

FASHION = (
    "T-shirt or top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)  # fmt: skip
UNSIGNED_BYTES = 8  # the type's number in a header


def read_idx(path: Path) -> np.ndarray:
    """The numbers of a gzipped IDX file of bytes, in the shape that it says.

    Raises:
        ValueError: it is another kind of file.

    """
    data = gzip.decompress(path.read_bytes())
    zeros, kind, dimensions = struct.unpack(">HBB", data[:4])
    if zeros or kind != UNSIGNED_BYTES:
        raise ValueError(f"{path.name} does not begin like an IDX file of bytes")
    end = 4 + 4 * dimensions
    shape = struct.unpack(f">{dimensions}I", data[4:end])
    return np.frombuffer(data, np.uint8, offset=end).reshape(shape)


def unpack_fashion(
    files: Sequence[Path], target: Path, journal: Journal, progress: Progress | None, cancel: CancelToken
) -> Sequence[Record]:
    """Write the pictures as PNG files, one folder a class below train and test; those there stay."""
    arrays = [read_idx(path) for path in files]
    blocks = [Block("train", 0, arrays[0], arrays[1]), Block("test", 0, arrays[2], arrays[3])]
    total, before = sum(len(block.labels) for block in blocks), 0
    for block in blocks:
        for written in write_block(block, FASHION, target, cancel):
            tell(progress, before + written, total)
        before += len(block.labels)
    return []
