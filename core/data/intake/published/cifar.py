"""CIFAR-10 in its binary form: a byte for the class, then 32 x 32 red, green and blue ones, picture after picture.

Source: A. Krizhevsky, https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version".
"""

import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from core.cancel import CancelToken
from core.data.index import Record
from core.data.intake.archives.journal import Journal
from core.data.intake.published.arrays import Block, write_block
from core.parallel import Progress, tell

CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
FOLDER = "cifar-10-batches-bin"
PARTS = (*((f"data_batch_{number}.bin", "train") for number in range(1, 6)), ("test_batch.bin", "test"))
SIDE = 32
BYTES = 1 + 3 * SIDE * SIDE  # of a picture


def unpack(
    files: Sequence[Path], target: Path, journal: Journal, progress: Progress | None, cancel: CancelToken
) -> Sequence[Record]:
    """Write the pictures of the archive as PNG files, one folder a class below train and test; those there stay."""
    done = 0
    for block, share in _read_blocks(files[0]):
        for written in write_block(block, CLASSES, target, cancel):
            tell(progress, done + round(written * share), 1_000 * len(PARTS))
        done += 1_000
    return []


def _read_blocks(path: Path) -> Iterator[tuple[Block, float]]:
    """The parts of the archive, each with the thousandths that one of its pictures is of the part."""
    first = {"train": 0, "test": 0}
    with tarfile.open(path, "r:gz") as archive:
        for name, split in PARTS:
            member = archive.extractfile(f"{FOLDER}/{name}")
            assert member is not None, "its checksum is right"
            rows = np.frombuffer(member.read(), np.uint8).reshape(-1, BYTES)
            pictures = rows[:, 1:].reshape(-1, 3, SIDE, SIDE).transpose(0, 2, 3, 1)
            yield Block(split, first[split], np.ascontiguousarray(pictures), rows[:, 0]), 1_000 / len(rows)
            first[split] += len(rows)
