import os
import shutil

import pytest

from core.backbone import examples, features
from core.data.intake import adding
from core.data.pixels import unchanged
from core.data.pixels.cache import open_decoded
from core.data.pixels.unchanged import check_unchanged
from core.errors import InputError
from tests.core.data.pictures import noise, two_classes

CHANGED = r"cat/003\.png has changed since the dataset pets was added\. Remove the dataset and add it again\."


@pytest.fixture
def pets(tmp_path):
    return adding.add(two_classes(tmp_path / "photos"), "pets")


def swap(dataset):
    """Another picture under the same name, with the same size in bytes and the same time of change."""
    path = dataset.root / "cat" / "003.png"
    before = path.stat()
    other = noise(77).tobytes()
    path.write_bytes(other[: before.st_size].ljust(before.st_size, b"\0"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_pictures_that_nobody_touched_are_not_read_again(pets, monkeypatch):
    monkeypatch.setattr(unchanged, "read", None)
    check_unchanged(pets, pets.list_pictures())


def test_a_picture_that_was_only_touched_is_read_once_more(pets, monkeypatch):
    (pets.root / "cat" / "003.png").touch()
    check_unchanged(pets, pets.list_pictures())
    monkeypatch.setattr(unchanged, "read", None)
    check_unchanged(pets, pets.list_pictures())


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no time of the last change of a file's description")
def test_what_trains_on_decoded_pictures_notices_a_swap_as_what_trains_on_features_does(pets, monkeypatch):
    open_decoded(pets, 16)
    monkeypatch.setattr(features, "compute_features", None)
    swap(pets)
    for use in (lambda: open_decoded(pets, 16), lambda: examples.compute_examples(pets, pets.list_pictures())):
        with pytest.raises(InputError, match=CHANGED):
            use()


def test_a_picture_or_a_folder_that_is_gone_is_named(pets):
    open_decoded(pets, 16)
    (pets.root / "cat" / "003.png").unlink()
    with pytest.raises(InputError, match=r"cat/003\.png is gone since the dataset pets was added"):
        open_decoded(pets, 16)
    shutil.rmtree(pets.root)
    with pytest.raises(InputError, match=r"photos of the dataset pets is gone"):
        open_decoded(pets, 16)


def test_without_what_was_seen_every_picture_is_compared(pets):
    (pets.folder / unchanged.FILE).write_bytes(b"damaged")
    check_unchanged(pets, pets.list_pictures())
    (pets.folder / unchanged.FILE).unlink()
    swap(pets)
    with pytest.raises(InputError, match=CHANGED):
        check_unchanged(pets, pets.list_pictures())
