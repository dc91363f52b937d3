"""An addition that is interrupted at any moment goes on where it stopped, and ends as if nothing had happened."""

import json

import pytest

from core.cancel import CancelWhen
from core.data import datasets
from core.data.intake import adding, limits, records
from core.data.intake.archives import members
from core.data.intake.attempt import FOLDER, open_attempt
from core.data.intake.layout.choices import LayoutChoices
from core.data.intake.uploaded import UploadedFolder
from core.errors import InputError
from core.sketches import studio
from tests.core.data.intake.archives.test_unpacking import tar, zipped
from tests.core.data.intake.archives.test_zips import pack, pets, png
from tests.core.data.pictures import two_classes


class KilledError(BaseException):
    """As if the process were gone: nobody tidies up, since the attempt's place is the job's."""


def killed_at(step):
    asked = iter(range(1, 10_000))

    def ask():
        if next(asked) == step:
            raise KilledError
        return False

    return CancelWhen(ask)


@pytest.fixture
def place(home):
    (home / "jobs" / "one").mkdir(parents=True)
    return home / "jobs" / "one" / "inputs"


def add(source, place, cancel=None, **more):
    with open_attempt(place) as attempt:
        return adding.add(source, "pets", attempt=attempt, **more, **({"cancel": cancel} if cancel else {}))


def state(dataset):
    counts = {label: dict(splits) for label, splits in dataset.counts.items()}
    return counts, dataset.version, [(one.path, one.kind) for one in dataset.problems]


HOSTILE = pets(count=8) | {"../evil.png": b"evil", "cat/broken.png": b"no picture", "cat/1.png/x.png": b"taken"}


@pytest.fixture(params=["zip", "tar", "tar.gz", "copied", "uploaded"])
def source(request, tmp_path):
    """What is added, and how; each has pictures that cannot be used."""
    if request.param == "zip":
        return pack(tmp_path / "pets.zip", HOSTILE), {}
    if request.param.startswith("tar"):
        return tar(tmp_path / "pets.tar", HOSTILE, "w:gz" if request.param == "tar.gz" else "w"), {}
    photos = two_classes(tmp_path / "photos")
    (photos / "cat" / "broken.jpg").write_text("no picture")
    return (photos, {"copy": True}) if request.param == "copied" else (UploadedFolder(photos, "photos"), {})


def test_whenever_it_is_killed_it_ends_the_same(source, place):
    given, how = source
    expected = state(adding.add(given, "expected", **how))
    steps = 0
    while True:
        steps += 3  # each attempt gets a little further
        try:
            dataset = add(given, place, killed_at(steps), **how)
            break
        except KilledError:
            assert datasets.list_names() == ["expected"], "nothing half done"
    assert steps > 6, "it was killed"
    assert state(dataset) == expected
    files = sorted(path.relative_to(dataset.root).as_posix() for path in dataset.root.rglob("*") if path.is_file())
    original = datasets.load("expected").root
    assert files == sorted(path.relative_to(original).as_posix() for path in original.rglob("*") if path.is_file())
    assert not (place / FOLDER).exists()


def test_nothing_is_done_twice(tmp_path, place, monkeypatch):
    path = pack(tmp_path / "pets.zip", pets(count=8))
    written, read = [], []
    unpack, store = members._write, records.store_record
    monkeypatch.setattr(members, "_write", lambda root, to, how: (written.append(to.name), unpack(root, to, how))[1])
    monkeypatch.setattr(adding, "store_record", lambda root, to, *more: (read.append(to), store(root, to, *more))[1])
    for step in (5, 10, 15):
        with pytest.raises(KilledError):
            add(path, place, killed_at(step))
    add(path, place)
    assert len(written) == 16
    assert len(read) <= 16 + 16, "those that were read ahead of what was kept"
    assert len(set(read)) == 16


def test_the_bar_goes_on_too(tmp_path, place):
    path, told = pack(tmp_path / "pets.zip", pets(count=8)), []
    with pytest.raises(KilledError):
        add(path, place, killed_at(10))
    add(path, place, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (4, 16)


def test_another_archive_under_the_same_name_is_unpacked_from_its_beginning(tmp_path, place):
    with pytest.raises(KilledError):
        add(pack(tmp_path / "pets.zip", pets(count=8)), place, killed_at(9))
    other = {f"{label}/{number}.png": png(500 + 10 * number + ord(label[0])) for label in "ab" for number in range(5)}
    assert add(pack(tmp_path / "pets.zip", other), place).classes == ["a", "b"]


def nested(tmp_path):
    """A zip with a zip, a tar with a zip in it, and one that is damaged."""
    others = {f"{name}/{number}.png": png(100 + number + len(name)) for name in ("fox", "wolf") for number in range(4)}
    inner = tar(tmp_path / "in.tar", {"deep.zip": zipped(others), "ant/1.png": png(7)})
    members = {"first.zip": zipped(HOSTILE), "more.tar": inner.read_bytes(), "bad.zip": b"PK\x03\x04 and no more"}
    return pack(tmp_path / "t.zip", members)


def test_archives_in_an_archive_go_on_where_they_stopped(tmp_path, place, monkeypatch):
    path = nested(tmp_path)
    how = {"choices": LayoutChoices(reading="classes")}
    expected = state(adding.add(path, "expected", **how))
    written, unpack = [], members._write
    monkeypatch.setattr(members, "_write", lambda root, to, how: (written.append(to), unpack(root, to, how))[1])
    steps = 0
    while True:
        steps += 2
        try:
            dataset = add(path, place, killed_at(steps), **how)
            break
        except KilledError:
            assert datasets.list_names() == ["expected"]
    assert steps > 20, "it was killed"
    assert state(dataset) == expected
    assert len(written) == len(set(written)), "nothing is unpacked twice"


def test_what_was_unpacked_before_counts_towards_the_limits(tmp_path, place, monkeypatch):
    path = pack(tmp_path / "t.zip", {f"{name}.zip": zipped(pets(count=5)) for name in "ab"})
    with pytest.raises(KilledError):
        add(path, place, killed_at(16))
    monkeypatch.setattr(limits, "MOST_FILES", 20)
    kinds = {one.path: str(one.reason) for one in add(path, place, choices=LayoutChoices(reading="classes")).problems}
    assert "b.zip has more than 20 files" in kinds["b.zip"]


def test_killed_after_the_last_member_nothing_is_lost(tmp_path, place):
    path = pack(tmp_path / "pets.zip", pets(count=8))
    with pytest.raises(KilledError):
        add(path, place, killed_at(20))
    journal = place / "fetched.jsonl"
    lines = journal.read_text().splitlines(keepends=True)
    assert json.loads(lines[-1]).keys() >= {"all"}
    journal.write_text("".join(lines[:-1]))
    assert state(add(path, place)) == state(adding.add(path, "other"))


def test_a_picture_that_changes_between_two_attempts_is_read_again(tmp_path, place):
    photos = two_classes(tmp_path / "photos")
    with pytest.raises(KilledError):
        add(photos, place, killed_at(15))
    first = next((photos / "cat").iterdir())
    first.write_bytes(png(4711))
    dataset = add(photos, place)
    (record,) = [one for one in dataset.records if one.path == first.relative_to(photos).as_posix()]
    assert record == records.read_record(photos, record.path, record.label, record.split)[0]


def test_a_picture_that_is_gone_by_now_leaves_no_copy(tmp_path, place):
    photos = two_classes(tmp_path / "photos")
    with pytest.raises(KilledError):
        add(photos, place, killed_at(15), copy=True)
    gone = next((photos / "cat").iterdir())
    assert (place / FOLDER / "pictures" / "cat" / gone.name).exists()
    gone.unlink()
    assert not (add(photos, place, copy=True).root / "cat" / gone.name).exists()


def test_sketches_are_drawn_once(place, monkeypatch):
    options = {"count": 20, "size": 32}
    with pytest.raises(KilledError):
        add("sketches", place, killed_at(8), options=options)
    there = {path.name for path in (place / FOLDER).rglob("*.png")}
    drawn, draw = [], studio.draw
    monkeypatch.setattr(
        studio, "draw", lambda label, number, *more: (drawn.append(number), draw(label, number, *more))[1]
    )
    add("sketches", place, options=options)
    assert len(there) >= 7
    assert len(drawn) == 20 - len(there)


def test_killed_after_it_was_made_it_is_there(tmp_path, place):
    photos = two_classes(tmp_path / "photos")
    made = add(photos, place)
    assert add(photos, place).manifest == made.manifest
    with pytest.raises(InputError, match="already a dataset called pets"):
        adding.add(photos, "pets")


def test_who_answers_a_question_waits_for_no_second_unpacking(tmp_path, place, monkeypatch):
    names = {f"{label}.{number}.png": png(number + ord(label[0])) for label in ("cat", "dog") for number in range(5)}
    path = pack(tmp_path / "flat.zip", names)
    with pytest.raises(InputError, match="names: "):
        add(path, place)
    monkeypatch.setattr("core.data.intake.sources.unpacking", None)
    assert add(path, place, choices=LayoutChoices(reading="names")).classes == ["cat", "dog"]


def test_a_journal_that_was_cut_is_believed_up_to_there(tmp_path, place):
    path = pack(tmp_path / "pets.zip", pets(count=8))
    with pytest.raises(KilledError):
        add(path, place, killed_at(12))
    journal = place / "fetched.jsonl"
    lines = journal.read_text().splitlines(keepends=True)
    assert json.loads(lines[-1]) == {"member": None}
    journal.write_text("".join(lines)[:-4])
    assert state(add(path, place)) == state(adding.add(path, "other")), "what was written and not told is written anew"
