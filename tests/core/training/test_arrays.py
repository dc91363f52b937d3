"""Arrays come back as they were, and a file that is cut off anywhere is told from a whole one."""

import io

import numpy as np
import pytest

from core.errors import InputError
from core.training import arrays, checkpoint

GIVEN = {
    "model.0": np.arange(12, dtype=np.float32).reshape(3, 4),
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


def test_another_file_is_not_taken_for_one_of_these(tmp_path):
    path = tmp_path / "zip.arrays"
    archive = io.BytesIO()
    np.savez(archive, **GIVEN)
    path.write_bytes(archive.getvalue())
    with pytest.raises(InputError, match="is damaged"):
        checkpoint.read(path)
