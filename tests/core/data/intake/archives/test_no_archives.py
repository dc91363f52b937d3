"""What people take for an archive of pictures and that is none, or is a part of one, is told by what it is."""

import struct

import pytest

from core.data.intake import adding
from core.errors import InputError
from tests.core.data import odd_pictures as odd
from tests.core.data.intake.archives.test_zips import pack, pets
from tests.core.data.pictures import noise

PART = "is one part of an archive in several. Put all parts into one folder"


@pytest.fixture
def whole(tmp_path):
    return pack(tmp_path / "whole.zip", pets(count=30)).read_bytes()


def split(data):
    """The parts as `zip -s` writes them: a mark before the first, and the count of disks in the last."""
    last = bytearray(data[len(data) // 2 :])
    struct.pack_into("<HH", last, last.rindex(b"PK\x05\x06") + 4, 1, 1)
    return b"PK\x07\x08" + data[: len(data) // 2], bytes(last)


def test_no_part_of_a_split_zip_is_taken_for_the_whole(tmp_path, whole):
    first, last = split(whole)
    for name, data in {
        "pets.z01": first, "pets.zip": last, "first.zip": first,
        "pets.zip.001": whole[:9000], "pets.part2.rar": b"Rar!\x1a\x07\x01\x00", "pets.r00": b"x" * 99,
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match=rf"{name} {PART}"):
            adding.add(tmp_path / name, "pets")
        with (tmp_path / name).open("rb") as upload, pytest.raises(InputError, match=PART):
            adding.add(upload, "pets")


FILMED = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(400)
OTHERS = {
    "cat.jpg": (odd.encode(noise(1), "JPEG"), r"cat\.jpg is a single picture\. Add a folder"),
    "cat.zip": (odd.encode(noise(1), "PNG"), r"cat\.zip is a single picture"),
    "paper.pdf": (b"%PDF-1.7\n" + bytes(400), r"paper\.pdf is PDF, and no archive of pictures"),
    "cats.mp4": (FILMED, r"cats\.mp4 is MP4, and no archive"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_that_is_no_archive_is_told_by_what_it_is(tmp_path, name):
    data, said = OTHERS[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=said):
        adding.add(tmp_path / name, "pets")


def test_a_spreadsheet_is_no_zip_of_pictures(tmp_path):
    with pytest.raises(InputError, match=r"labels\.xlsx is XLSX, and no archive of pictures"):
        adding.add(pack(tmp_path / "labels.xlsx", {"xl/workbook.xml": b"<x/>"}), "pets")
