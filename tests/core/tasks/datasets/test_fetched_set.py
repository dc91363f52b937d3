"""A published set whose worker is killed while it downloads goes on with the bytes that are missing."""

import io
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from core import download, workspace
from core.data import datasets
from core.data.intake.published.fetch import MIRROR
from core.data.intake.published.sets import PUBLISHED
from core.tasks import overview
from core.tasks.datasets import add_dataset
from tests.core.data.pictures import noise
from tests.core.jobs.tiny import ended
from tests.core.tasks.datasets.test_add_dataset import kill
from tests.publisher import publisher

SET = "cats_and_dogs_filtered"  # of which the size is known and no checksum, so that a stand-in can be made
SPLITS = ("train", "validation")
COME = 150 * download.PIECE  # bytes before the worker is killed


def build_stand_in(size):
    """A zip of exactly this size with the set's folders and a few pictures."""

    def pack(padding):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for number, place in enumerate(f"{split}/{label}" for split in SPLITS for label in ("cats", "dogs")):
                for one in range(4):
                    picture = io.BytesIO()
                    noise(10 * number + one).save(picture, "JPEG")
                    archive.writestr(f"{SET}/{place}/{one}.jpg", picture.getvalue())
            archive.writestr(f"{SET}/vectorize.py", bytes(padding))
        return packed.getvalue()

    return pack(size - len(pack(0)))


@pytest.mark.slow
def test_a_killed_fetch_goes_on_with_what_is_missing(in_a_process, monkeypatch):
    (file,) = PUBLISHED[SET].files
    name = Path(urlsplit(file.address).path).name
    part = workspace.current().downloads / f".{name}.part"
    with publisher() as server:
        monkeypatch.setenv(MIRROR, server.address)
        server.files[name] = build_stand_in(file.size)
        server.cut = COME
        server.stalls.set()
        job = add_dataset.start(SET, "pets")
        kill(job, lambda: part.exists() and part.stat().st_size == COME)
        assert part.stat().st_size == COME, "what has come is kept"
        server.cut = None
        server.stalls.clear()
        overview.resume(job)
        assert ended(job).state == "finished", job.log.read_text()
        assert server.ranges == [None, f"bytes={COME}-"]
    assert datasets.load("pets").manifest.splits == {"train": 6, "val": 8, "test": 2}
    assert not part.exists()
    assert not (part.parent / name).exists()
