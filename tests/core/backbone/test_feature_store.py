"""The store of features is a cache: whatever happens to its file, a row comes back as it was written, or not at all."""

import sqlite3

import numpy as np
import pytest

from core.backbone import feature_store
from core.backbone.feature_store import FeatureStore

WIDTH = 64


@pytest.fixture
def store(tmp_path):
    return FeatureStore(tmp_path / "features" / "net.sqlite", WIDTH)


@pytest.fixture
def rows(store):
    rows = {
        f"{number:064x}": row for number, row in enumerate(np.random.default_rng(0).random((50, WIDTH), np.float32))
    }
    store.write(rows)
    return rows


def same(found, rows):
    return all(np.array_equal(row, rows[key]) for key, row in found.items())


def test_rows_come_back(store, rows):
    found = store.read(list(rows))
    assert found.keys() == rows.keys()
    assert same(found, rows)


def test_stored_keys_are_told_without_their_rows(store, rows):
    assert store.find_stored([*rows, "f" * 64]) == rows.keys()
    assert FeatureStore(store._path.with_name("new.sqlite"), WIDTH).find_stored(list(rows)) == frozenset()


def test_rows_of_an_older_store_have_no_checksum(store, rows):
    with sqlite3.connect(store._path) as file:
        file.executemany("REPLACE INTO features VALUES (?, ?)", [(key, row.tobytes()) for key, row in rows.items()])
    assert store.read(list(rows)).keys() == rows.keys()


@pytest.mark.parametrize("damage", ["empty", "cut", "garbled", "one bit of a row"])
def test_a_damaged_file_gives_back_no_wrong_row_and_is_mended(store, rows, damage):
    data = store._path.read_bytes()
    place = data.index(rows[f"{7:064x}"].tobytes()) + 10
    store._path.write_bytes(
        {
            "empty": b"",
            "cut": data[: len(data) // 2],
            "garbled": data[:4096] + b"\xff" * 4096 + data[8192:],
            "one bit of a row": data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :],
        }[damage]
    )
    found = store.read(list(rows))
    assert f"{7:064x}" not in found
    assert same(found, rows)
    store.write(rows)
    assert store.read(list(rows)).keys() == rows.keys()


def test_a_file_that_another_process_holds_is_left_alone(store, rows, monkeypatch, caplog):
    monkeypatch.setattr(feature_store, "PATIENCE", 0.05)
    with sqlite3.connect(store._path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert store.read(list(rows)) == {}
        store.write(rows)
        other.execute("ROLLBACK")
    assert "locked" in caplog.text
    assert store.read(list(rows)).keys() == rows.keys()
