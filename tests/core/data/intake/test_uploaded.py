"""Files that a browser sends one by one."""

import io

import pytest

from core.data.intake.uploaded import Upload, find_common_name, measure_new, put_all
from core.errors import InputError


def upload(name, data=b"x"):
    return Upload(name, io.BytesIO(data))


def test_files_keep_their_paths_and_one_of_this_disk_is_not_copied(tmp_path):
    here = tmp_path / "here.jpg"
    here.write_bytes(b"y")
    uploads = [upload("pets/cat/1.jpg", b"xyz"), Upload("pets/dog/1.jpg", here)]
    assert measure_new(uploads, tmp_path) == 3
    put_all(uploads, tmp_path / "target")
    assert (tmp_path / "target/pets/cat/1.jpg").read_bytes() == b"xyz"
    assert (tmp_path / "target/pets/dog/1.jpg").stat().st_ino == here.stat().st_ino


@pytest.mark.parametrize("name", ["../1.jpg", "/etc/1.jpg", "a/../../1.jpg", "C:/1.jpg", "C:\\1.jpg", "", "a\0b.jpg"])
def test_no_name_leads_elsewhere(tmp_path, name):
    with pytest.raises(InputError, match="leads out of the folder"):
        put_all([upload(name)], tmp_path / "target")
    assert list(tmp_path.rglob("*.jpg")) == []


@pytest.mark.parametrize("names", [["a/1.jpg", "a/1.jpg"], ["a", "a/1.jpg"], ["x" * 300 + ".jpg"]])
def test_a_name_that_is_not_possible_is_told(tmp_path, names):
    with pytest.raises(InputError, match="too long, or occurs twice"):
        put_all([upload(name) for name in names], tmp_path / "target")


@pytest.mark.parametrize(
    ("names", "common"),
    [(["pets/a/1.jpg", "pets/b/1.jpg"], "pets"), (["a/1.jpg", "b/1.jpg"], ""), (["1.jpg"], ""), ([], "")],
)
def test_the_folder_that_was_chosen_has_a_name(names, common):
    assert find_common_name([upload(name) for name in names]) == common
