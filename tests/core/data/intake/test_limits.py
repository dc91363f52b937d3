"""Every path by which bytes come into a workspace asks first whether they may."""

import io

import numpy as np
import pytest

from core import workspace
from core.cancel import NEVER
from core.data import datasets
from core.data.intake import adding, drafts, limits
from core.data.intake.published.arrays import Block, write_block
from core.data.intake.uploaded import Upload
from core.errors import InputError
from core.tasks.datasets import add_dataset
from tests.core.data.intake.archives.test_zips import pack, png
from tests.core.data.pictures import two_classes


def unpack(folder):
    adding.add(pack(folder / "pets.zip", {"cat/1.png": png(), "dog/1.png": png()}), "pets")


def copy(folder):
    adding.add(two_classes(folder / "photos"), "pets", copy=True)


def collect(_folder):
    drafts.create(["cat", "dog"]).add("cat", png(), "cat.png")


def upload(folder):
    path = pack(folder / "pets.zip", {"cat/1.png": png()})
    with path.open("rb") as file:
        add_dataset.start_upload(file, "pets")


def upload_files(_folder):
    add_dataset.start_files([Upload(f"pets/{label}/1.png", io.BytesIO(png())) for label in ("cat", "dog")], "pets")


def write_numbers(folder):
    pictures = np.zeros((2, 8, 8), np.uint8)
    list(write_block(Block("train", 0, pictures, np.array([0, 1])), ("cat", "dog"), folder / "pets", NEVER))


@pytest.mark.parametrize("come_in", [unpack, copy, collect, upload, upload_files, write_numbers])
def test_what_does_not_fit_on_the_disk_is_refused_before_it_is_written(come_in, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "read_free_bytes", lambda _folder: 10)
    with pytest.raises(InputError, match="disk"):
        come_in(tmp_path)
    here = workspace.current()
    assert datasets.list_names() == []
    for folder in (here.datasets, here.drafts, here.jobs):
        assert [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".json"] == []


def test_a_folder_used_in_place_needs_no_room(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "read_free_bytes", lambda _folder: 10)
    assert adding.add(two_classes(tmp_path / "photos"), "pets").manifest.images
