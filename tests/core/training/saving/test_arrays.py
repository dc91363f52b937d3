"""Arrays come back as they were, and a file that is cut off anywhere is told from a whole one."""

import errno
import io
import resource

import numpy as np
import pytest

from core.errors import InputError
from core.training.saving import arrays, checkpoint

GIVEN = {
    "model.0": np.arange(12, dtype=np.float32).reshape(3, 4),
    "model.1": np.arange(6.0).reshape(2, 3).T,
    "optimizer.0": np.array(7, np.int64),
    "metrics.0": np.zeros((0, 2), np.float16),
    "facts": np.frombuffer(b'{"epoch": 1}', np.uint8),
}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "training.arrays"
    with path.open("wb") as file:
        arrays.write(file, GIVEN)
    return path


def read(path):
    with path.open("rb") as file:
        return arrays.read(file)


def test_names_shapes_kinds_and_numbers_come_back(path):
    found = read(path)
    assert list(found) == list(GIVEN)
    for name, array in GIVEN.items():
        assert found[name].dtype == array.dtype
        np.testing.assert_array_equal(found[name], array)


def test_a_file_that_is_cut_off_is_not_taken_for_a_whole_one(path):
    data = path.read_bytes()
    for length in range(0, len(data), 7):
        path.write_bytes(data[:length])
        with pytest.raises(InputError, match="is damaged"):
            checkpoint.read(path)


def test_a_file_with_one_changed_bit_is_not_taken_for_a_whole_one(path):
    data = path.read_bytes()
    for place in range(0, len(data), 7):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises(InputError, match="is damaged"):
            checkpoint.read(path)


def test_an_older_file_without_a_checksum_is_read(path, monkeypatch):
    data = path.read_bytes()
    names = b'["model.0", "model.1", "optimizer.0", "metrics.0", "facts"'
    assert names + b', "crc32"]' in data
    body = data[data.index(names) + len(names + b', "crc32"]') : -arrays._LENGTH]
    older = io.BytesIO()
    np.save(older, np.frombuffer(names + b"]", np.uint8))
    path.write_bytes(older.getvalue() + body)
    assert list(read(path)) == list(GIVEN)


def test_another_file_is_not_taken_for_one_of_these(tmp_path):
    path = tmp_path / "zip.arrays"
    archive = io.BytesIO()
    np.savez(archive, **GIVEN)
    path.write_bytes(archive.getvalue())
    with pytest.raises(InputError, match="is damaged"):
        checkpoint.read(path)


def test_weights_alone_are_not_taken_for_a_training(tmp_path):
    path = tmp_path / "training.arrays"
    checkpoint.write_weights(path, checkpoint.SavedTraining(GIVEN, {}))
    with pytest.raises(InputError, match="is damaged"):
        checkpoint.read(path)


@pytest.fixture
def little_room():
    """Files may grow to a megabyte, as on a disk that is full then."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_is_full_in_the_middle_of_an_array_is_told_by_its_number(tmp_path, little_room):
    with pytest.raises(OSError, match="too large") as told, (tmp_path / "large.arrays").open("wb") as file:
        arrays.write(file, {"large": np.zeros(1 << 20)})
    assert told.value.errno == errno.EFBIG
