import io
import stat
import struct
import zipfile
import zlib

import pytest

from core.cancel import Cancelled, CancelWhen
from core.data import datasets
from core.data.intake import adding, limits
from core.data.intake.archives.zips import extract
from core.errors import InputError
from tests.core.data.pictures import noise


def png(number=0):
    file = io.BytesIO()
    noise(number).save(file, "PNG")
    return file.getvalue()


def pack(path, members, compression=zipfile.ZIP_DEFLATED):
    """A zip of {name or ZipInfo: bytes}."""
    with zipfile.ZipFile(path, "w", compression) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return path


def pets(prefix="", count=5):
    return {
        f"{prefix}{label}/{i}.png": png(1000 * j + i) for j, label in enumerate(("cat", "dog")) for i in range(count)
    }


def written(target):
    return sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())


def kinds(problems):
    return [(problem.path, problem.kind) for problem in problems]


@pytest.fixture
def target(tmp_path):
    return tmp_path / "deep" / "target"


def test_a_zip_becomes_a_dataset(tmp_path, home):
    dataset = adding.add(pack(tmp_path / "pets.zip", pets()), "pets")
    assert dataset.counts == {label: {"train": 3, "val": 1, "test": 1} for label in ("cat", "dog")}
    assert dataset.root == home / "datasets" / "pets" / "pictures"
    assert dataset.manifest.source.kind == "zip"
    assert dataset.manifest.source.location == str(tmp_path / "pets.zip")
    assert dataset.problems == []


def test_an_open_upload_becomes_a_dataset(tmp_path):
    upload = io.BytesIO(pack(tmp_path / "pets.zip", pets()).read_bytes())
    upload.name = "upload.zip"
    dataset = adding.add(upload, "pets")
    assert len(dataset.list_pictures()) == 10
    assert dataset.manifest.source.location == "upload.zip"


def test_a_zip_with_splits_and_a_wrapping_folder(tmp_path):
    members = pets("pets/train/") | pets("pets/Test/", 3) | {"__MACOSX/pets/._x": b"x", "pets/.DS_Store": b"x"}
    dataset = adding.add(pack(tmp_path / "pets.zip", members), "pets")
    assert dataset.manifest.splits == {"train": 8, "val": 2, "test": 6}
    assert dataset.problems == []


def test_progress_of_a_zip_runs_once(tmp_path):
    told = []
    adding.add(pack(tmp_path / "pets.zip", pets()), "pets", progress=lambda done, total: told.append(done / total))
    assert told == [step // 2 / 10 for step in range(1, 21)]  # a picture is done when it is unpacked and read


def test_an_interrupted_zip_leaves_nothing(tmp_path, home):
    asked = iter(range(100))
    with pytest.raises(Cancelled):
        adding.add(pack(tmp_path / "p.zip", pets()), "pets", cancel=CancelWhen(lambda: next(asked) == 4))
    assert list((home / "datasets").iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "../evil.png",
        "cat/../../evil.png",
        "/tmp/evil.png",
        "C:/evil.png",
        "c:evil.png",
        "..\\evil.png",
        "cat\\..\\..\\evil.png",
        "\\\\server\\evil.png",
        "cat/..",
    ],
)
def test_names_that_lead_outside_are_refused_and_the_good_go_on(tmp_path, target, name):
    before = written(tmp_path)
    info = zipfile.ZipInfo()
    info.filename = name
    pack(tmp_path / "pets.zip", {info: b"evil", "cat/1.png": png()})
    assert kinds(extract(tmp_path / "pets.zip", target)) == [(name.replace("\\", "/"), "unsafe_name")]
    assert written(tmp_path) == sorted([*before, "deep/target/cat/1.png", "pets.zip"])


def test_problems_of_the_zip_are_problems_of_the_dataset(tmp_path):
    dataset = adding.add(pack(tmp_path / "pets.zip", pets() | {"../evil.png": b"evil"}), "pets")
    (problem,) = datasets.load("pets").problems
    assert problem.kind == "unsafe_name"
    assert str(problem.reason).startswith("../evil.png leads out of the archive's own folder.")
    assert len(dataset.list_pictures()) == 10


def test_links_are_refused(tmp_path, target):
    link = zipfile.ZipInfo("cat/link.png")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    through = "cat/link.png/evil.png"
    pack(tmp_path / "pets.zip", {link: "/etc", "cat/1.png": png(), through: b"evil"})
    assert kinds(extract(tmp_path / "pets.zip", target)) == [("cat/link.png", "link")]
    assert written(target) == ["cat/1.png", through]
    assert not any(path.is_symlink() for path in target.rglob("*"))


def test_one_name_twice_and_a_file_that_is_also_a_folder(tmp_path, target):
    members = {"a/1.png": b"first", "a/2.png": b"second", "a/1.png/3.png": b"third"}
    packed = pack(tmp_path / "pets.zip", members).read_bytes()
    (tmp_path / "pets.zip").write_bytes(packed.replace(b"a/2.png", b"a/1.png"))
    assert [kind for _, kind in kinds(extract(tmp_path / "pets.zip", target))] == ["bad_name", "bad_name"]
    assert (target / "a" / "1.png").read_bytes() == b"first"


def test_a_name_too_long_for_the_disk(tmp_path, target):
    pack(tmp_path / "pets.zip", {f"cat/{'x' * 300}.png": png(), "cat/1.png": png()})
    assert [kind for _, kind in kinds(extract(tmp_path / "pets.zip", target))] == ["bad_name"]


@pytest.mark.parametrize("name", ["猫/图片 一.png", "🐈/🎉.png", "a b/c d.png", "été/où.png"])
def test_names_of_any_script(tmp_path, target, name):
    assert extract(pack(tmp_path / "pets.zip", {name: png()}), target) == []
    assert written(target) == [name]


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        (["猫/图片.png", "狗/照片.png"], "utf-8"),
        (["猫/图片.png", "狗/照片.png"], "gbk"),
        (["고양이/1.png", "개/1.png"], "cp949"),
        (["강아지/사진.png", "토끼/2.png"], "cp949"),
        (["사과/1.png", "배/1.png"], "cp949"),
        (["猫/写真.png", "いぬ/1.png"], "cp932"),
        (["ネコ/1.png", "イヌ/1.png"], "cp932"),
        (["りんご/1.png", "表示/ソフト.png"], "cp932"),  # whose second bytes are backslashes
        (["кошка/1.png", "собака/1.png"], "cp866"),
        (["Кошки/фото.png", "Собаки/фото 2.png"], "cp866"),
        (["貓/圖片.png", "狗/照片.png"], "big5"),
        (["貓/1.png", "狗/1.png"], "big5"),
        (["猫/1.png", "狗/1.png"], "gbk"),
        (["苹果/1.png", "香蕉/1.png"], "gbk"),
        (["朱镕基/囍.png", "陶喆/照片.png"], "gbk"),  # 镕, 喆 and 囍 are not in GB 2312
        (["détente/été.png", "élève/où.png"], "cp437"),
        (["Käfer/grün.png", "Vögel/weiß.png"], "cp437"),
        (["Käfer/grün.png", "Vögel/weiß.png"], "utf-8"),
    ],
)
def test_names_of_zips_that_do_not_say_their_encoding(tmp_path, target, names, encoding):
    raws = [name.encode(encoding) for name in names]
    stand_ins = [sign * len(raw) for sign, raw in zip("xy", raws, strict=True)]
    packed = pack(tmp_path / "pets.zip", {stand_in: png() for stand_in in stand_ins}).read_bytes()
    for stand_in, raw in zip(stand_ins, raws, strict=True):
        packed = packed.replace(stand_in.encode(), raw)
    (tmp_path / "pets.zip").write_bytes(packed)
    assert extract(tmp_path / "pets.zip", target) == []
    assert written(target) == sorted(names)


@pytest.mark.parametrize("crc_of", ["the same name", "a name that was changed since"])
def test_the_true_name_beside_the_name(tmp_path, target, crc_of):
    crc = zlib.crc32(b"__/1.png" if crc_of == "the same name" else b"??/1.png")
    field = struct.pack("<BL", 1, crc) + "猫/1.png".encode()
    info = zipfile.ZipInfo("__/1.png")
    info.extra = struct.pack("<HHxx", 0xCAFE, 2) + struct.pack("<HH", 0x7075, len(field)) + field
    extract(pack(tmp_path / "pets.zip", {info: png()}), target)
    assert written(target) == ["猫/1.png" if crc_of == "the same name" else "__/1.png"]


def test_backslashes_are_folders(tmp_path, target):
    info = zipfile.ZipInfo()
    info.filename = "cat\\1.png"
    extract(pack(tmp_path / "pets.zip", {info: png()}), target)
    assert written(target) == ["cat/1.png"]


def test_what_systems_leave_behind_is_skipped(tmp_path, target):
    members = {"__MACOSX/cat/._1.png": b"x", "cat/.DS_Store": b"x", "cat/Thumbs.db": b"x", ".git/config": b"x"}
    assert extract(pack(tmp_path / "pets.zip", members | {"./cat/1.png": png()}), target) == []
    assert written(target) == ["cat/1.png"]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, target):
    pack(tmp_path / "bomb.zip", {f"cat/{i}.png": bytes(40_000_000) for i in range(4)})
    with pytest.raises(InputError, match=r"bomb\.zip would unpack to 0\.2 GB"):
        extract(tmp_path / "bomb.zip", target)
    assert written(tmp_path) == ["bomb.zip"]


def test_the_absolute_limit(tmp_path, target, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BYTES", 1000)
    with pytest.raises(InputError, match=r"pets\.zip would unpack to"):
        extract(pack(tmp_path / "pets.zip", {"cat/1.png": bytes(1001)}), target)


def test_too_many_files(tmp_path, target, monkeypatch):
    monkeypatch.setattr(limits, "MOST_FILES", 9)
    with pytest.raises(InputError, match=r"pets\.zip has more than 9 files"):
        extract(pack(tmp_path / "pets.zip", pets()), target)


@pytest.mark.slow
def test_a_hundred_thousand_entries_are_unpacked_and_twice_as_many_refused(tmp_path, target):
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as packed:
        for number in range(100_000):
            packed.writestr(f"cat/{number}.png", b"")
    assert extract(tmp_path / "many.zip", target) == []
    assert sum(1 for _ in (target / "cat").iterdir()) == 100_000
    with zipfile.ZipFile(tmp_path / "many.zip", "a") as packed:
        for number in range(100_001):
            packed.writestr(f"dog/{number}.png", b"")
    with pytest.raises(InputError, match=r"many\.zip has more than 200,000 files"):
        extract(tmp_path / "many.zip", tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_a_member_that_is_larger_than_it_says_is_not_unpacked(tmp_path, target):
    packed = bytearray(pack(tmp_path / "liar.zip", {"cat/1.png": bytes(90_000_000), "cat/2.png": png()}).read_bytes())
    place = packed.index(b"PK\x01\x02")
    packed[place + 24 : place + 28] = struct.pack("<I", 1000)
    (tmp_path / "liar.zip").write_bytes(packed)
    assert kinds(extract(tmp_path / "liar.zip", target)) == [("cat/1.png", "unreadable")]
    assert written(target) == ["cat/2.png"]


def test_rare_methods_are_refused(tmp_path, target):
    pack(tmp_path / "rare.zip", {"cat/1.png": bytes(1000)}, zipfile.ZIP_BZIP2)
    assert kinds(extract(tmp_path / "rare.zip", target)) == [("cat/1.png", "unreadable")]


def lock(path):
    """Have every member of a zip say that it has a password."""
    packed = bytearray(path.read_bytes())
    for start, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = packed.find(start)
        while where >= 0:
            packed[where + place] |= 1
            where = packed.find(start, where + 4)
    path.write_bytes(packed)
    return path


def test_a_zip_with_a_password(tmp_path, target):
    lock(pack(tmp_path / "secret.zip", pets()))
    with pytest.raises(InputError, match=r"secret\.zip has a password\. Unpack it and add the folder"):
        extract(tmp_path / "secret.zip", target)


def test_a_damaged_member_is_named_and_the_others_go_on(tmp_path, target):
    packed = bytearray(pack(tmp_path / "pets.zip", {"a/1.png": b"Q" * 500, "a/2.png": png()}, 0).read_bytes())
    packed[packed.index(b"QQQQ") + 100] = 0
    (tmp_path / "pets.zip").write_bytes(packed)
    assert kinds(extract(tmp_path / "pets.zip", target)) == [("a/1.png", "unreadable")]
    assert written(target) == ["a/2.png"]


def test_whatever_byte_of_the_directory_is_damaged_there_is_a_sentence_or_a_file(tmp_path, target):
    path = pack(tmp_path / "pets.zip", {"a/1.png": png()})
    whole = path.read_bytes()
    said = []
    for place in range(whole.index(b"PK\x01\x02"), len(whole)):
        for byte in (0x00, 0x2F, 0x5C, 0x99, 0xFF):
            path.write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])
            try:
                said.append(extract(path, target / f"{place}.{byte}"))
            except InputError as error:
                said.append(str(error))
    assert [] in said
    assert any("damaged" in one for one in said if isinstance(one, str))


def test_a_member_without_a_name_gets_one(tmp_path, target):
    path = pack(tmp_path / "pets.zip", {"a/1.png": png(), zipfile.ZipInfo(""): png(1)})
    assert extract(path, target) == []
    assert written(target) == ["a/1.png", "nameless"]


@pytest.mark.parametrize("kept", [0, 10, 0.5, 0.99])
def test_a_broken_zip_is_refused(tmp_path, target, kept):
    path = pack(tmp_path / "pets.zip", pets())
    data = path.read_bytes()
    path.write_bytes(data[: kept if isinstance(kept, int) else int(kept * len(data))])
    with pytest.raises(InputError, match=r"pets\.zip is no zip, or a damaged one"):
        extract(path, target)


def test_a_zip_without_pictures(tmp_path):
    with pytest.raises(InputError, match="There are no pictures in"):
        adding.add(pack(tmp_path / "empty.zip", {}), "pets")


def test_a_member_in_folders_without_end_is_refused(tmp_path, target):
    path = pack(tmp_path / "pets.zip", {"cat/1.png": b"1", "cat/" + "d/" * 1500 + "2.png": b"2"})
    (problem,) = extract(path, target)
    assert "lies more than 100 folders deep" in str(problem.reason)
    assert (target / "cat" / "1.png").read_bytes() == b"1"
