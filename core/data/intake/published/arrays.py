"""Pictures that come as numbers, written as PNG files, one folder a class."""

from collections.abc import Callable, Iterator, Sequence
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
    """Write the pictures to ``<target>/<split>/<class>/<number>.png``; yields how many are there.

    Those that an interrupted attempt has written are not written again.

    Raises:
        InputError: the disk has no room for them; a PNG file is taken for as large as its numbers.
        Cancelled: `cancel` asked for it.

    """
    limits.check_room(block.pictures.nbytes, target)

    def write(place: int) -> None:
        path = target / block.split / classes[block.labels[place]] / f"{block.first + place:05d}.png"
        save_once(target, path, lambda: Image.fromarray(block.pictures[place]))

    for done, _ in enumerate(in_order(write, range(len(block.labels)), cancel=cancel), 1):
        yield done


def save_once(root: Path, path: Path, make: Callable[[], Image.Image]) -> None:
    """Make a picture and write it as a PNG file to a path below `root`, as a whole; nothing is done where it is.

    Raises:
        InputError: the disk is full or may not be written.

    """
    if path.exists():
        return
    half = files.temporary_path(root)
    with files.disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        make().save(half, "PNG", compress_level=1)
        half.replace(path)
