"""Reads the tensors of a PyTorch file of the old, non-zip kind: without PyTorch, and without trusting the file.

The file is a row of pickles (magic number, protocol, system, the tensors by name, the keys of the storages), then for
each key the count of its values (int64) and the values themselves. Tensors are views of the storages: offset, shape and
strides, which need not be those of a contiguous array.
"""

import pickle
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

MAGIC = 0x1950A86A20F9469CFC6C
STORAGES = {"FloatStorage": np.dtype("<f4"), "DoubleStorage": np.dtype("<f8"), "LongStorage": np.dtype("<i8")}


@dataclass(frozen=True)
class _Tensor:
    """A view of the storage `key`; offset and strides count values, not bytes."""

    key: str
    dtype: np.dtype
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]

    @property
    def reach(self) -> int:
        """How many values of the storage the view needs."""
        steps = sum((length - 1) * stride for length, stride in zip(self.shape, self.strides, strict=True))
        return self.offset + steps + 1

    def of(self, storage: np.ndarray) -> np.ndarray:
        if min(*self.shape, *self.strides, self.offset, 0) < 0 or self.reach > storage.size:
            raise pickle.UnpicklingError("a tensor reaches beyond its storage")
        strides = [stride * self.dtype.itemsize for stride in self.strides]
        view = np.lib.stride_tricks.as_strided(storage[self.offset :], self.shape, strides, writeable=False)
        return np.ascontiguousarray(view).reshape(self.shape)


def _rebuild_tensor(
    storage: tuple[str, np.dtype], offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_rest: Any
) -> _Tensor:
    key, dtype = storage
    return _Tensor(key, dtype, offset, shape, strides)


class _TensorsOnly(pickle.Unpickler):
    """Knows the few names that a file of tensors needs; a pickle that asks for any other is refused."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _rebuild_tensor
        if module == "torch" and name in STORAGES:
            return STORAGES[name]
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a file of tensors")

    def persistent_load(self, pid: Any) -> tuple[str, np.dtype]:
        kind, dtype, key, _location, _count, view = pid
        if kind != "storage" or view is not None:
            raise pickle.UnpicklingError(f"a storage of an unknown kind: {kind}")
        return str(key), dtype


def read_tensors(path: Path) -> dict[str, np.ndarray]:
    """The tensors of the file by name, each as a contiguous array.

    Raises:
        OSError: the file cannot be read.
        pickle.UnpicklingError: it is not such a file, it is cut off, or it asks for more than tensors.

    """
    with path.open("rb") as file:
        try:
            magic, _protocol, system, tensors, keys = (_TensorsOnly(file).load() for _part in range(5))
        except (EOFError, ValueError, TypeError, AttributeError, IndexError, KeyError) as error:
            raise pickle.UnpicklingError(f"{path.name} is no file of tensors") from error
        if magic != MAGIC or not system.get("little_endian"):
            raise pickle.UnpicklingError(f"{path.name} is no file of tensors of the old kind")
        storages = _read_storages(file, keys, {tensor.key: tensor.dtype for tensor in tensors.values()})
    return {name: tensor.of(storages[tensor.key]) for name, tensor in tensors.items()}


def _read_storages(file: BinaryIO, keys: list[str], dtypes: Mapping[str, np.dtype]) -> dict[str, np.ndarray]:
    storages = {}
    for key in keys:
        dtype = dtypes[key]
        count = int.from_bytes(file.read(8), "little")
        data = file.read(count * dtype.itemsize)
        if len(data) != count * dtype.itemsize:
            raise pickle.UnpicklingError("the file is cut off")
        storages[key] = np.frombuffer(data, dtype)
    return storages
