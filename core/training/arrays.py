"""Named arrays in one file, written as fast as the disk takes them.

`numpy.savez` writes a zip, whose checksum over every byte costs several times what the writing itself does; that time
would be taken from the training.
"""

import json
from collections.abc import Mapping
from typing import BinaryIO

import numpy as np
from numpy.lib.format import read_array


def write(file: BinaryIO, arrays: Mapping[str, np.ndarray]) -> None:
    """The names as JSON, and one array after the other, each as `numpy.save` writes it."""
    np.save(file, np.frombuffer(json.dumps(list(arrays)).encode(), dtype=np.uint8))
    for array in arrays.values():
        np.save(file, array)


def read(file: BinaryIO) -> dict[str, np.ndarray]:
    """What `write` has written.

    Raises:
        ValueError: the file is cut off, or is none of these.

    """
    names = json.loads(read_array(file).tobytes())
    return {name: read_array(file) for name in names}
