"""Pictures that come as numbers, written as PNG files, one folder a class."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from core import files
from core.cancel import CancelToken
from core.data.intake import limits
from core.parallel import in_order


@dataclass(frozen=True)
class Block:
    """Pictures, uint8 (n, height, width) or (n, height, width, 3), with the number of each one's class (n,).

    `first` is the number of the first one, which names its file.
    """

    split: str
    first: int
    pictures: np.ndarray
    labels: np.ndarray


def write_block(block: Block, classes: Sequence[str], target: Path, cancel: CancelToken) -> Iterator[int]:
    """Write the pictures to ``<target>/<split>/<class>/<number>.png``; yields how many are written.

    Raises:
        InputError: the disk has no room for them; a PNG file is taken for as large as its numbers.
        Cancelled: `cancel` asked for it.

    """
    limits.check_room(block.pictures.nbytes, target)

    def write(place: int) -> None:
        folder = target / block.split / classes[block.labels[place]]
        path = folder / f"{block.first + place:05d}.png"
        with files.disk_errors(path):
            folder.mkdir(parents=True, exist_ok=True)
            Image.fromarray(block.pictures[place]).save(path, compress_level=1)

    for done, _ in enumerate(in_order(write, range(len(block.labels)), cancel=cancel), 1):
        yield done
