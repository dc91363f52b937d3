"""Published sets, served on the loopback in small: the same forms, the same names, as far as the network lets them."""

import gzip
import hashlib
import io
import struct
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image

from core import download, workspace
from core.cancel import Cancelled, CancelWhen
from core.data.intake import adding
from core.data.intake.published import cifar, fetch, idx
from core.data.intake.published.sets import PUBLISHED
from core.errors import InputError
from tests.publisher import publisher

RNG = np.random.default_rng(0)


def picture():
    buffer = io.BytesIO()
    Image.fromarray(RNG.integers(0, 256, (40, 40, 3), dtype=np.uint8)).save(buffer, "JPEG")
    return buffer.getvalue()


def zipped(names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, picture())
    return buffer.getvalue()


def tarred(members):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def as_idx(array):
    return gzip.compress(struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes())


LABELS = np.arange(20, dtype=np.uint8) % 10
COLOURS = RNG.integers(0, 256, (20, 3, 32, 32), dtype=np.uint8)
GREYS = RNG.integers(0, 256, (20, 28, 28), dtype=np.uint8)
BATCH = np.concatenate([LABELS[:, None], COLOURS.reshape(20, -1)], axis=1).tobytes()
SMALL = {
    "cats_and_dogs_filtered": [
        zipped(
            f"cats_and_dogs_filtered/{split}/{label}s/{label}.{n}.jpg"
            for split in ("train", "validation") for label in ("cat", "dog") for n in range(4)
        )
    ],
    "flower_photos": [
        tarred({f"flower_photos/{label}/{n}.jpg": picture() for label in ("daisy", "roses") for n in range(5)})
    ],
    "cifar10": [tarred({f"{cifar.FOLDER}/{name}": BATCH for name, _ in cifar.PARTS})],
    "fashion_mnist": [as_idx(GREYS), as_idx(LABELS), as_idx(GREYS[:10]), as_idx(LABELS[:10])],
}  # fmt: skip


@pytest.fixture
def server(monkeypatch):
    """Everything published in small."""
    with publisher() as server:
        for kind, parts in SMALL.items():
            small = []
            for file, data in zip(PUBLISHED[kind].files, parts, strict=True):
                server.files[Path(urlsplit(file.address).path).name] = data
                checksum = file.checksum and hashlib.md5(data).hexdigest()
                small.append(replace(file, size=len(data), checksum=checksum))
            monkeypatch.setitem(PUBLISHED, kind, replace(PUBLISHED[kind], files=tuple(small)))
        monkeypatch.setenv(fetch.MIRROR, server.address)
        yield server


def downloads():
    folder = workspace.current().downloads
    return sorted(one.name for one in folder.iterdir() if not one.name.endswith(".lock")) if folder.exists() else []


def test_photos_become_a_dataset(server):
    dataset = adding.add("cats_and_dogs_filtered", "pets")
    assert (list(dataset.classes), dataset.manifest.images) == (["cats", "dogs"], 16)
    assert dataset.manifest.splits["val"] == 8
    assert downloads() == []


def test_a_tar_of_photos_becomes_a_dataset_too(server):
    assert list(adding.add("flower_photos", "flowers").classes) == ["daisy", "roses"]


def test_cifar_is_written_as_it_was(server):
    dataset = adding.add("cifar10", "small")
    assert list(dataset.classes) == sorted(cifar.CLASSES)
    assert sum(dataset.manifest.splits.values()) == 120
    assert dataset.manifest.splits["test"] == 20
    written = np.asarray(Image.open(dataset.root / "test" / "dog" / "00005.png"))
    assert np.array_equal(written, COLOURS[5].transpose(1, 2, 0))


def test_fashion_is_written_as_it_was(server):
    dataset = adding.add("fashion_mnist", "clothes")
    assert list(dataset.classes) == sorted(idx.FASHION)
    written = Image.open(dataset.root / "test" / "Bag" / "00008.png")
    assert written.mode == "L"
    assert np.array_equal(np.asarray(written), GREYS[8])


def test_what_is_known_of_each_can_be_told():
    for one in PUBLISHED.values():
        assert one.size == sum(file.size for file in one.files) > 10_000_000
        assert one.page.startswith("https://")
        assert all(file.address.startswith("https://") for file in one.files)


def test_it_tells_how_far_it_is(server):
    told = []
    adding.add("fashion_mnist", "clothes", progress=lambda *far: told.append(far))
    shares = [done / total for done, total in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_after_a_break_it_goes_on(server):
    server.cut = 1000
    with pytest.raises(InputError, match=r"cifar-10-binary\.tar\.gz is downloaded once, and 127.* did not send it"):
        adding.add("cifar10", "small")
    assert downloads() == [".cifar-10-binary.tar.gz.part"]
    server.cut = None
    adding.add("cifar10", "small")
    assert server.ranges[-1] == "bytes=1000-"
    assert downloads() == []


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("wrong", r"is not the published file .*download it from https://www\.cs\.toronto\.edu"),
        ("missing", "404"),
        ("silent", "timed out"),
        ("offline", "refused"),
    ],
)
def test_each_trouble_is_a_sentence_and_leaves_no_dataset(server, monkeypatch, home, trouble, said):
    if trouble == "wrong":
        server.files["cifar-10-binary.tar.gz"] = b"a page that says: please log in"
    elif trouble == "missing":
        server.files.clear()
    elif trouble == "silent":
        monkeypatch.setattr(download, "PATIENCE", 0.2)
        server.cut = 10
        server.stalls.set()
    else:
        monkeypatch.setenv(fetch.MIRROR, "http://127.0.0.1:9")
    with pytest.raises(InputError, match=said):
        adding.add("cifar10", "small")
    assert list((home / "datasets").iterdir()) == []


def test_a_cancelled_one_leaves_nothing(server, home):
    with pytest.raises(Cancelled):
        adding.add("cifar10", "small", cancel=CancelWhen(lambda: bool(server.ranges)))
    assert downloads() == list((home / "datasets").iterdir()) == []


def test_another_file_is_no_idx_file(tmp_path):
    path = tmp_path / "labels.gz"
    path.write_bytes(gzip.compress(b"\x00\x00\x0d\x01\x00\x00\x00\x00"))
    with pytest.raises(ValueError, match=r"labels\.gz does not begin like"):
        idx.read_idx(path)
