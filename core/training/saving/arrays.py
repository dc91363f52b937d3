"""Named arrays in one file, written as fast as the disk takes them.

`numpy.savez` writes a zip, whose checksum over every byte costs several times what the writing itself does; that time
would be taken from the training.
"""

import json
from collections.abc import Mapping
from typing import BinaryIO

import numpy as np
from numpy.lib.format import header_data_from_array_1_0, read_array, write_array_header_1_0


def write(file: BinaryIO, arrays: Mapping[str, np.ndarray]) -> None:
    """The names as JSON, and one array after the other, each in the form of `numpy.save`.

    Raises:
        OSError: the system's own, with its number; `numpy.save` has none for a disk that is full in the middle.

    """
    for array in (np.frombuffer(json.dumps(list(arrays)).encode(), dtype=np.uint8), *arrays.values()):
        straight = np.ascontiguousarray(array)
        write_array_header_1_0(file, header_data_from_array_1_0(straight.reshape(array.shape)))
        file.write(straight.reshape(-1).view(np.uint8).data)


def read(file: BinaryIO) -> dict[str, np.ndarray]:
    """What `write` has written.

    Raises:
        ValueError: the file is cut off, or is none of these.

    """
    names = json.loads(read_array(file).tobytes())
    return {name: read_array(file) for name in names}
