"""The reader of PyTorch files takes tensors as they lie there, and nothing else from a file."""

import io
import os
import pickle
import struct
import sys
import types
from collections import OrderedDict

import numpy as np
import pytest

from core.backbone.weights.torch_file import MAGIC, read_tensors

SYSTEM = {"protocol_version": 1001, "little_endian": True, "type_sizes": {}}


@pytest.fixture
def torch(monkeypatch):
    """Only the names that PyTorch's pickles mention: enough to write a file as PyTorch does."""
    names = types.ModuleType("torch"), types.ModuleType("torch._utils")
    for module in names:
        monkeypatch.setitem(sys.modules, module.__name__, module)
    names[0].FloatStorage = type("FloatStorage", (), {"__module__": "torch"})

    def _rebuild_tensor_v2(*_parts):
        raise AssertionError("only written, never called")

    _rebuild_tensor_v2.__module__ = "torch._utils"
    _rebuild_tensor_v2.__qualname__ = "_rebuild_tensor_v2"
    names[1]._rebuild_tensor_v2 = _rebuild_tensor_v2
    return names[0]


class Tensor:
    """A tensor that pickles like one of PyTorch's: a view of the storage `key`."""

    def __init__(self, key, offset, shape, strides):
        self.parts = (key, offset, shape, strides)

    def __reduce__(self):
        key, *view = self.parts
        return sys.modules["torch._utils"]._rebuild_tensor_v2, (Storage(key), *view, False, OrderedDict())


class Storage:
    def __init__(self, key):
        self.key = key


class Pickler(pickle.Pickler):
    def persistent_id(self, value):
        if isinstance(value, Storage):
            return ("storage", sys.modules["torch"].FloatStorage, value.key, "cpu", 6, None)
        return None


def write(path, tensors, values=(0, 1, 2, 3, 4, 5)):
    data = io.BytesIO()
    for part in (MAGIC, 1001, SYSTEM, OrderedDict(tensors), ["7"]):
        Pickler(data, 2).dump(part)
    data.write(struct.pack("<q", len(values)) + np.array(values, "<f4").tobytes())
    path.write_bytes(data.getvalue())
    return path


def test_strides_and_offsets_are_honoured(torch, tmp_path):
    path = write(
        tmp_path / "w.pth",
        {
            "rows": Tensor("7", 0, (2, 3), (3, 1)),
            "turned": Tensor("7", 0, (3, 2), (1, 3)),
            "end": Tensor("7", 4, (2,), (1,)),
        },
    )
    found = read_tensors(path)
    np.testing.assert_array_equal(found["rows"], [[0, 1, 2], [3, 4, 5]])
    np.testing.assert_array_equal(found["turned"], [[0, 3], [1, 4], [2, 5]])
    np.testing.assert_array_equal(found["end"], [4, 5])
    assert all(tensor.flags["C_CONTIGUOUS"] for tensor in found.values())


@pytest.mark.parametrize(
    "view", [(0, (2, 4), (3, 1)), (5, (2,), (1,)), (-1, (2,), (1,)), (0, (2,), (-1,)), (0, (9,), (1,))]
)
def test_a_tensor_that_reaches_beyond_its_storage_is_refused(torch, tmp_path, view):
    with pytest.raises(pickle.UnpicklingError, match="beyond its storage"):
        read_tensors(write(tmp_path / "w.pth", {"bad": Tensor("7", *view)}))


class Command:
    def __reduce__(self):
        return os.system, ("touch harm",)


def test_a_pickle_that_would_run_something_is_refused(torch, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(pickle.UnpicklingError, match="has no place in a file of tensors"):
        read_tensors(write(tmp_path / "w.pth", {"bad": Command()}))
    assert not (tmp_path / "harm").exists()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_refused(torch, tmp_path, share):
    path = write(tmp_path / "w.pth", {"rows": Tensor("7", 0, (2, 3), (3, 1))})
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    with pytest.raises(pickle.UnpicklingError):
        read_tensors(path)


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "w.pth"
    path.write_bytes(b"PK\x03\x04 a zip, as newer PyTorch writes it")
    with pytest.raises(pickle.UnpicklingError):
        read_tensors(path)
