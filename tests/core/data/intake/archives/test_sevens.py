"""7z archives: what comes out, what is said of hostile and damaged ones, and that nothing is written outside."""

import io
import random
import stat
import tarfile
from contextlib import suppress

import py7zr
import pytest
from py7zr import properties

from core.data.intake import adding
from core.data.intake.archives import sevens
from core.data.intake.archives.unpacking import unpack
from core.errors import InputError
from tests.core.data.intake.archives.test_unpacking import HOSTILE
from tests.core.data.intake.archives.test_zips import pets, png, written

KINDS = {tarfile.SYMTYPE: stat.S_IFLNK, tarfile.CHRTYPE: stat.S_IFCHR, tarfile.FIFOTYPE: stat.S_IFIFO}


def seven(path, members, **how):
    """A 7z of {name: bytes, or a tar member of one of the KINDS}."""
    with py7zr.SevenZipFile(path, "w", **how) as opened:
        for number, (name, data) in enumerate(members.items()):
            opened.writestr(data if isinstance(data, bytes) else b"/etc/passwd", str(number))
            told = opened.header.files_info.files[-1]  # which py7zr would not write
            told["filename"] = name
            if isinstance(data, tarfile.TarInfo):
                told["attributes"] = 0x8000 | (KINDS[data.type] | 0o777) << 16
    return path


PACKED = {name: what for name, what in HOSTILE.items() if isinstance(what[0], bytes) or what[0].type in KINDS}


@pytest.mark.parametrize("name", PACKED, ids=ascii)
def test_a_hostile_member_is_a_sentence_and_the_rest_goes_on(tmp_path, name):
    member, sentence = PACKED[name]
    path = seven(tmp_path / "t.7z", {"cat/1.png": png(), name: member, "cat/2.png": png(1)})
    (problem,) = unpack(path, tmp_path / "deep" / "out")
    assert sentence in str(problem.reason)
    assert problem.path.isprintable()
    assert written(tmp_path / "deep" / "out") == ["cat/1.png", "cat/2.png"]
    assert {name for name in written(tmp_path) if not name.startswith("deep/")} == {"t.7z"}


METHODS = {
    "lzma2": [{"id": properties.FILTER_LZMA2, "preset": 1}], "lzma": [{"id": properties.FILTER_LZMA, "preset": 1}],
    "as they are": [{"id": properties.FILTER_COPY}], "deflate": [{"id": properties.FILTER_DEFLATE}],
    "bzip2": [{"id": properties.FILTER_BZIP2}], "zstd": [{"id": properties.FILTER_ZSTD, "level": 1}],
    "ppmd": [{"id": properties.FILTER_PPMD, "order": 6, "mem": 24}],
    "for programs": [{"id": properties.FILTER_X86}, {"id": properties.FILTER_LZMA2, "preset": 1}],
}  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
def test_a_7z_is_unpacked_however_it_is_packed(tmp_path, method):
    members = {"pets/": b"", **pets("pets/"), "pets/empty.txt": b"", "__MACOSX/x": b"x"}
    assert unpack(seven(tmp_path / "pets.zip", members, filters=METHODS[method]), tmp_path / "out") == []
    assert written(tmp_path / "out") == sorted([*pets("pets/"), "pets/empty.txt"])
    for name, data in pets("pets/").items():
        assert (tmp_path / "out" / name).read_bytes() == data


def test_an_upload_may_be_a_7z():
    upload = io.BytesIO()
    seven(upload, pets())
    upload.name = "my pets.7z"
    dataset = adding.add(upload, "pets")
    assert (dataset.classes, dataset.manifest.images) == (["cat", "dog"], 10)
    assert dataset.manifest.source.location == "my pets.7z"


def patch_7z(path, change):
    """A 7z whose header was changed before it was written."""
    with py7zr.SevenZipFile(path, "w") as opened:
        opened.set_encoded_header_mode(False)
        opened.writestr(png(), "cat/1.png")
        write = opened.header.write
        opened.header.write = lambda *how, **more: (change(opened.header), write(*how, **more))[1]
    return path


def say_more_memory(header):
    header.main_streams.unpackinfo.folders[0].coders[0]["properties"] = bytes([39])  # a dictionary of 3 GB


def say_another_size(header):
    header.main_streams.unpackinfo.folders[0].unpacksizes = [10**15] * 2


def say_another_method(header):
    header.main_streams.unpackinfo.folders[0].coders[0]["method"] = bytes.fromhex("04f71104")  # LZ4


def say_another_sum(header):
    header.main_streams.substreamsinfo.digests = [4711]


BROKEN_7Z = {
    "a password": (lambda path: seven(path, pets(), password="secret"), "has a password"),
    "a password for the names": (
        lambda path: seven(path, pets(), password="secret", header_encryption=True), "has a password"
    ),
    "memory": (lambda path: patch_7z(path, say_more_memory), "needs more than 1 GB of memory"),
    "size": (lambda path: patch_7z(path, say_another_size), "damaged 7z archive|would unpack to"),
    "method": (lambda path: patch_7z(path, say_another_method), "rare method"),
    "sum": (lambda path: patch_7z(path, say_another_sum), "damaged 7z archive"),
    "no header": (lambda path: path.write_bytes(b"7z\xbc\xaf\x27\x1c\0\4" + bytes(100)), "damaged 7z archive"),
    "a bomb": (
        lambda path: seven(path, {"1.png": bytes(150_000_000)}, filters=METHODS["deflate"]), "would unpack to"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN_7Z)
def test_what_is_wrong_with_a_7z_is_a_sentence(tmp_path, what):
    make, sentence = BROKEN_7Z[what]
    make(tmp_path / "t.7z")
    with pytest.raises(InputError, match=rf"t\.7z .*({sentence})|t\.7z ({sentence})"):
        unpack(tmp_path / "t.7z", tmp_path / "out")
    assert written(tmp_path) == ["t.7z"], "no half tar is left"


@pytest.mark.slow
def test_a_7z_with_changed_bytes_is_a_sentence_or_its_files(tmp_path):
    whole, dice = seven(tmp_path / "t.7z", pets()).read_bytes(), random.Random(0)
    for number in range(60):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            place = dice.choice((dice.randrange(32), dice.randrange(len(data)), -dice.randrange(1, 200)))
            data[place] ^= dice.randrange(256)
        (tmp_path / "t.7z").write_bytes(data if number % 3 else data[: dice.randrange(6, len(data))])
        with suppress(InputError):  # nothing else is raised
            unpack(tmp_path / "t.7z", tmp_path / f"out{number}")


def test_without_the_library_a_sentence_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(sevens, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"t\.7z is a 7z archive, which is not read here"):
        unpack(seven(tmp_path / "t.7z", pets()), tmp_path / "out")
