import shutil
import signal
import subprocess
import sys

import numpy as np
import pytest

from core.cancel import Cancelled, CancelWhen
from core.data import datasets
from core.data.intake import adding
from core.data.pixels import cache
from core.data.pixels.cache import open_decoded
from core.data.pixels.decode import decode
from core.data.pixels.view import View
from core.errors import InputError
from tests.core.data.pictures import noise, two_classes


@pytest.fixture
def dataset(tmp_path):
    two_classes(tmp_path / "photos")
    (tmp_path / "photos" / "cat" / "0-refused.png").write_text("no picture")
    return adding.add(tmp_path / "photos", "pets")


def files(dataset):
    return sorted((dataset.folder / "cache").iterdir())


def test_pictures_are_decoded_in_the_order_of_the_index(dataset):
    decoded = open_decoded(dataset, 16)
    records = dataset.list_pictures()
    assert decoded.images.shape == (20, 16, 16, 3)
    assert decoded.images.dtype == np.uint8
    for place, record in enumerate(records):
        np.testing.assert_array_equal(decoded.images[place], decode(dataset.find_path(record), 16))
        assert decoded.classes[decoded.labels[place]] == record.label
        assert decoded.splits[place] == record.split
        assert decoded.paths[place] == record.path
    assert decoded.labels.dtype == np.int32


def test_a_split_is_its_places(dataset):
    decoded = open_decoded(dataset, 16)
    places = np.concatenate([decoded.select(split) for split in ("train", "val", "test")])
    assert sorted(places) == list(range(20))
    assert [decoded.paths[place] for place in decoded.select("val")] == [
        r.path for r in dataset.list_pictures(split="val")
    ]


def test_the_second_use_decodes_nothing(dataset, monkeypatch):
    first = np.array(open_decoded(dataset, 16).images)
    monkeypatch.setattr(cache, "decode", None)
    second = open_decoded(datasets.load("pets"), 16)
    assert isinstance(second.images, np.memmap)
    np.testing.assert_array_equal(second.images, first)
    with pytest.raises(ValueError, match="read-only"):
        second.images[0] = 0


def test_each_size_and_view_has_its_file_and_a_file_is_plain_npy(dataset):
    for size in (8, 16):
        open_decoded(dataset, size)
    cropped = open_decoded(dataset, 8, View.CROP)
    np.testing.assert_array_equal(
        cropped.images[3], decode(dataset.find_path(dataset.list_pictures()[3]), 8, View.CROP)
    )
    assert [np.load(path).shape for path in files(dataset)] == [(20, 16, 16, 3), (20, 8, 8, 3), (20, 8, 8, 3)]


def cut(data):
    return data[: len(data) // 2]


def without_the_end(data):
    return data[:-1]


def one_pixel_changed(data):
    return data[:5000] + bytes([data[5000] ^ 1]) + data[5001:]


def zeros(data):
    return bytes(len(data))


def nothing(data):
    return b""


@pytest.mark.parametrize("damage", [cut, without_the_end, one_pixel_changed, zeros, nothing])
def test_a_damaged_file_is_made_again(dataset, damage):
    whole = np.array(open_decoded(dataset, 16).images)
    (path,) = files(dataset)
    good = path.read_bytes()
    path.write_bytes(damage(good))
    np.testing.assert_array_equal(open_decoded(dataset, 16).images, whole)
    assert path.read_bytes() == good


def test_a_picture_that_has_vanished_is_named(dataset):
    (dataset.root / "dog" / "1003.png").unlink()
    with pytest.raises(InputError, match=r"dog/1003\.png is gone since the dataset pets was added"):
        open_decoded(dataset, 16)
    assert files(dataset) == []


def test_a_picture_that_has_changed_is_named(dataset):
    noise(77).save(dataset.root / "dog" / "1003.png")
    with pytest.raises(InputError, match=r"dog/1003\.png has changed since the dataset pets was added"):
        open_decoded(dataset, 16)
    assert files(dataset) == []


def test_a_folder_that_has_vanished_is_named(dataset):
    shutil.rmtree(dataset.root)
    with pytest.raises(InputError, match=r"photos of the dataset pets is gone"):
        open_decoded(dataset, 16)


def test_progress_and_stop(dataset):
    told = []
    with pytest.raises(Cancelled):
        open_decoded(
            dataset,
            16,
            progress=lambda done, total: told.append((done, total)),
            cancel=CancelWhen(lambda: len(told) == 5),
        )
    assert told == [(done, 20) for done in range(1, 6)]
    assert files(dataset) == []
    open_decoded(dataset, 16, progress=lambda done, total: told.append((done, total)))
    assert told[5:] == [(done, 20) for done in range(1, 21)]


def test_a_killed_decoding_is_swept_at_the_next(dataset):
    script = (
        "import os, signal\nfrom core.data import datasets\nfrom core.data.pixels import cache\n"
        "kill = lambda done, total: os.kill(os.getpid(), signal.SIGKILL)\n"
        "cache.open_decoded(datasets.load('pets'), 16, progress=kill)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
    (left,) = files(dataset)
    open_decoded(dataset, 16)
    assert len(files(dataset)) == 1
    assert not left.exists()


def test_a_cache_that_cannot_be_written_is_a_sentence(dataset):
    (dataset.folder / "cache").rmdir()
    (dataset.folder / "cache").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        open_decoded(dataset, 16)


@pytest.mark.slow
def test_real_photos(clothing10):
    dataset = adding.add(clothing10, "clothing10")
    decoded = open_decoded(dataset, 96)
    assert decoded.images.shape == (972, 96, 96, 3)
    assert len(decoded.classes) == 10
    assert 60 < decoded.images.mean() < 220
