"""Archives of every kind: what comes out, what is said of hostile ones, and that nothing is written outside."""

import gzip
import io
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from core.data.intake import adding, limits
from core.data.intake.archives.unpacking import unpack
from core.data.intake.layout.choices import LayoutChoices
from core.errors import InputError
from tests.core.data.intake.archives.test_zips import pack, pets, png, written

CASES = Path(__file__).parents[6] / "shared" / "cases" / "archives"


def tar(path, members, mode="w"):
    """A tar of {name: bytes, or a tar member}."""
    with tarfile.open(path, mode) as opened:
        for name, data in members.items():
            if isinstance(data, tarfile.TarInfo):
                opened.addfile(data)
            else:
                info = tarfile.TarInfo(name)
                info.size = len(data)
                opened.addfile(info, io.BytesIO(data))
    return path


def special(name, kind, target=""):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def zipped(members):
    data = io.BytesIO()
    return pack(data, members).getvalue()


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
@pytest.mark.parametrize("name", ["pets.tar.gz", "pets.zip", "pets"])
def test_a_tar_is_known_by_its_content(tmp_path, mode, name):
    dataset = adding.add(tar(tmp_path / name, pets(), mode), "pets")
    assert {label: sum(splits.values()) for label, splits in dataset.counts.items()} == {"cat": 5, "dog": 5}
    assert dataset.problems == []


def test_names_of_a_tar_in_another_encoding(tmp_path):
    with tarfile.open(tmp_path / "t.tar", "w", encoding="gbk", format=tarfile.GNU_FORMAT) as opened:
        for name in ("猫/1.png", "狗/1.png"):
            opened.addfile(tarfile.TarInfo(name))
    assert unpack(tmp_path / "t.tar", tmp_path / "out") == []
    assert written(tmp_path / "out") == ["狗/1.png", "猫/1.png"]


def test_an_encoding_can_be_chosen(tmp_path):
    path = tmp_path / "pets.zip"
    path.write_bytes(pack(path, {"xx/1.png": png()}).read_bytes().replace(b"xx", "é".encode("cp1252") * 2))
    unpack(path, tmp_path / "out", names_encoding="cp1252")
    assert written(tmp_path / "out") == ["éé/1.png"]
    with pytest.raises(InputError, match="no encoding klingon"):
        unpack(path, tmp_path / "other", names_encoding="klingon")


HOSTILE = {
    "../evil.png": (b"evil", "leads out of the archive's own folder"),
    "/etc/evil.png": (b"evil", "leads out of the archive's own folder"),
    "C:\\evil.png": (b"evil", "leads out of the archive's own folder"),
    "cat/..\\..\\evil.png": (b"evil", "leads out of the archive's own folder"),
    "cat/link.png": (special("cat/link.png", tarfile.SYMTYPE, "/etc/passwd"), "is a link in the archive"),
    "cat/hard.png": (special("cat/hard.png", tarfile.LNKTYPE, "cat/1.png"), "is a link in the archive"),
    "cat/zero.png": (special("cat/zero.png", tarfile.CHRTYPE), "is a device or a pipe"),
    "cat/disk.png": (special("cat/disk.png", tarfile.BLKTYPE), "is a device or a pipe"),
    "cat/pipe.png": (special("cat/pipe.png", tarfile.FIFOTYPE), "is a device or a pipe"),
    f"cat/{'n' * 300}.png": (b"long", "cannot have this name: it is too long"),
    "cat/\u202egnp.exe": (b"turned", "invisible signs"),
    "cat/\x1b[31m.png": (b"red", "invisible signs"),
    "cat/a\nb.png": (b"lines", "invisible signs"),
    "d/" * 120 + "1.png": (b"deep", "more than 100 folders deep"),
}


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_member_is_a_sentence_and_the_rest_goes_on(tmp_path, name):
    member, sentence = HOSTILE[name]
    archives = [tar(tmp_path / "t.tar.gz", {"cat/1.png": png(), name: member, "cat/2.png": png(1)}, "w:gz")]
    if isinstance(member, bytes):
        archives.append(pack(tmp_path / "t.zip", {"cat/1.png": png(), name: member, "cat/2.png": png(1)}))
    before = {*written(tmp_path)}
    for number, path in enumerate(archives):
        (problem,) = unpack(path, tmp_path / "deep" / f"out{number}")
        assert sentence in str(problem.reason)
        assert problem.path.isprintable()
        assert written(tmp_path / "deep" / f"out{number}") == ["cat/1.png", "cat/2.png"]
    assert {name for name in written(tmp_path) if not name.startswith("deep/")} == before


def test_bombs_are_refused(tmp_path, monkeypatch):
    (tmp_path / "bomb.tar.gz").write_bytes(gzip.compress(bytes(150_000_000), 1))
    with pytest.raises(InputError, match=r"bomb\.tar\.gz would unpack to"):
        unpack(tmp_path / "bomb.tar.gz", tmp_path / "out")
    assert not any(path.name.startswith(".tmp") for path in tmp_path.iterdir())
    monkeypatch.setattr(limits, "MOST_FILES", 5)
    with pytest.raises(InputError, match="more than 5 files"):
        unpack(tar(tmp_path / "many.tar", {f"{number}.png": b"" for number in range(9)}), tmp_path / "many")


def test_a_bomb_in_an_archive_is_named_and_the_rest_goes_on(tmp_path):
    bombs = {f"bomb{number}.zip": zipped({"a/1.png": bytes(60_000_000)}) for number in range(2)}
    problems = unpack(pack(tmp_path / "t.zip", {**bombs, "cat/1.png": png()}), tmp_path / "out")
    assert [(one.path, one.kind) for one in problems] == [("bomb0.zip", "unpacked"), ("bomb1.zip", "unreadable")]
    assert "bomb1.zip would unpack to" in str(problems[1].reason)
    assert "cat/1.png" in written(tmp_path / "out")


def test_archives_in_archives_are_unpacked_in_their_places(tmp_path):
    inner = zipped({f"{label}/{n}.png": png(9 * n + ord(label[0])) for label in ("cat", "dog") for n in range(4)})
    deep = zipped({"4.zip": zipped({"5.zip": zipped({"6.zip": zipped({"1.png": png()})})})})
    path = pack(tmp_path / "t.zip", {"train.zip": inner, "more/deep.zip": deep, "list.docx": zipped({"1.xml": b"x"})})
    problems = {one.path: one.kind for one in unpack(path, tmp_path / "out")}
    assert problems["train.zip"] == "unpacked"
    assert "unreadable" in problems.values()
    assert {"train/cat/0.png", "list.docx"} <= {*written(tmp_path / "out")}


def test_labels_in_names_of_archives_in_an_archive(tmp_path):
    train = zipped({f"train/{label}.{n}.png": png(9 * n + ord(label[0])) for label in ("cat", "dog") for n in range(4)})
    test = zipped({f"test1/{n}.png": png(100 + n) for n in range(3)})
    path = pack(tmp_path / "t.zip", {"train.zip": train, "test1.zip": test})
    with pytest.raises(InputError, match=r"t\.zip with test1\.zip, train\.zip in it.*names: .*cat, dog"):
        adding.add(path, "pets")
    assert adding.add(path, "pets", choices=LayoutChoices(reading="names")).classes == ["cat", "dog"]


def test_what_is_not_read_is_a_sentence(tmp_path):
    (tmp_path / "pets.zip").write_bytes(b"Rar!\x1a\x07\1\0" + bytes(100))
    with pytest.raises(InputError, match=r"pets\.zip is a rar archive, which is not read here"):
        unpack(tmp_path / "pets.zip", tmp_path / "out")


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_damaged_tar_is_a_sentence_or_its_files(tmp_path, mode):
    whole = tar(tmp_path / "t.tar", pets(), mode).read_bytes()
    for number, kept in enumerate((2, 8, 300, len(whole) // 2, len(whole) - 600)):
        (tmp_path / "t.tar").write_bytes(whole[: max(2, kept)])
        with suppress(InputError):  # nothing else is raised
            unpack(tmp_path / "t.tar", tmp_path / f"out{number}")


def test_folders_without_a_slash(tmp_path):
    folder = zipfile.ZipInfo("pets\\cat\\")
    plain = zipfile.ZipInfo("pets/dog")
    members = {folder: b"", plain: b"", "pets/cat/1.png": png(), "pets/dog/1.png": png(1)}
    assert unpack(pack(tmp_path / "t.zip", members), tmp_path / "out") == []
    assert written(tmp_path / "out") == ["pets/cat/1.png", "pets/dog/1.png"]


@pytest.mark.parametrize(
    ("name", "classes"), [("backslashes.zip", ["cats", "dogs"]), ("names_in_euc_kr.zip", ["개", "고양이"])]
)
def test_the_cases_at_hand(name, classes):
    if not CASES.is_dir():
        pytest.skip(f"the cases are not here ({CASES})")
    dataset = adding.add(CASES / name, "case")
    assert dataset.classes == classes
    assert dataset.manifest.images == 24
