"""On a hosted server all ways by which pictures come in ask the quota, and none reads the folders of the server."""

import zipfile

import pytest

from core import quota, workspace
from core.data import datasets
from core.data.intake import adding
from core.errors import InputError
from core.files import write_json
from core.quota import Account, Limits, Quota
from core.tasks.datasets import export_dataset
from core.workspace import Workspace
from tests.core.data.pictures import two_classes


@pytest.fixture
def mine(tmp_path):
    here = Workspace(tmp_path / "owners" / "me", tmp_path, "me")
    here.root.mkdir(parents=True)
    with workspace.using(here):
        yield here


def allow(mine, **limits):
    write_json(mine.root / quota.FILE, Quota(hosted=True, accounts=(Account(name="me", limits=Limits(**limits)),)))


@pytest.fixture
def archive(tmp_path):
    folder, path = two_classes(tmp_path / "pets"), tmp_path / "pets.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for picture in folder.rglob("*.png"):
            packed.write(picture, picture.relative_to(folder.parent))
    return path


def add(archive):
    with archive.open("rb") as file:
        return adding.add(file, "pets")


def test_a_folder_of_the_server_is_not_read(mine, tmp_path):
    allow(mine)
    two_classes(tmp_path / "secret")
    for path in (tmp_path / "secret", mine.root / ".." / ".." / "secret"):
        with pytest.raises(InputError, match="cannot be used here"):
            adding.add(path, "pets", copy=True)
    assert datasets.list_names() == []


def test_an_upload_with_too_many_pictures_leaves_nothing(mine, archive):
    allow(mine, pictures=19)
    with pytest.raises(InputError, match="19 of your 19 are left"):
        add(archive)
    assert datasets.list_names() == []
    assert [path for path in mine.datasets.rglob("*") if path.is_file()] == []
    allow(mine, pictures=20)
    assert len(add(archive).list_pictures()) == 20


def test_an_upload_with_too_many_bytes_is_refused_before_it_is_unpacked(mine, archive):
    allow(mine, stored_mb=0)
    with pytest.raises(InputError, match="0 MB of your 0 MB"):
        add(archive)


def test_a_dataset_is_not_written_into_a_folder_of_the_server(mine, archive, tmp_path):
    allow(mine)
    dataset = add(archive)
    with pytest.raises(InputError, match="cannot be used here"):
        export_dataset.start(dataset, "folders", tmp_path / "out")
    assert not (tmp_path / "out").exists()
