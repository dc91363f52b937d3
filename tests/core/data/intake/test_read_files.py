"""What was read is found by what its file is like, and measures by their bytes; nothing cut or changed is believed."""

from dataclasses import replace

import pytest
from PIL import Image

from core.data.intake import read_files
from core.data.intake.layout.found import Found
from core.data.intake.read_files import NOTHING_READ, open_read_files
from core.data.intake.records import read_record
from core.data.pixels.unchanged import NO_STAMP, read_stamp

ROW = read_files._ROW.itemsize


def stamp(tmp_path, number):
    return read_stamp(tmp_path / f"{number}.png")


@pytest.fixture
def pictures(tmp_path):
    for number in range(3):
        Image.effect_noise((40, 30 + number), 50).save(tmp_path / f"{number}.png")
    return [read_record(tmp_path, f"{number}.png", "cat", None) for number in range(3)]


@pytest.fixture
def kept(tmp_path, pictures):
    place = tmp_path / "inputs"
    place.mkdir()
    with open_read_files(place) as found:
        for number, (record, measured) in enumerate(pictures):
            found.append(record, measured, stamp(tmp_path, number))
    return place


def test_an_earlier_attempt_is_found_and_not_written_twice(kept, pictures, tmp_path, monkeypatch):
    sizes = [(path.name, path.stat().st_size) for path in sorted(kept.iterdir())]
    with open_read_files(kept) as found:
        for number, (record, measured) in enumerate(pictures):
            size, again = found.find_measured(record.sha256)
            assert (size.width, size.height) == (record.width, record.height)
            assert again.tobytes() == measured.tobytes()
            found.append(record, measured, stamp(tmp_path, number))
        monkeypatch.setattr("core.data.intake.records.examine_and_show", None)
        again, _ = read_record(tmp_path, "1.png", "cat", None, found)
        assert again == pictures[1][0], "a file that was measured is not decoded"
    assert [(path.name, path.stat().st_size) for path in sorted(kept.iterdir())] == sizes


def test_a_file_that_is_as_it_was_is_not_opened(kept, pictures, tmp_path):
    with open_read_files(kept) as found:
        record, measured = found.find(Found("1.png", "dog", "test"), stamp(tmp_path, 1))
        assert record == replace(pictures[1][0], label="dog", split="test"), "labels are those of now"
        assert measured.tobytes() == pictures[1][1].tobytes()
        assert found.find(Found("7.png", "cat", None), stamp(tmp_path, 1)) is None
        assert found.find(Found("1.png", "cat", None), NO_STAMP) is None
        Image.effect_noise((40, 31), 50).save(tmp_path / "1.png")
        assert found.find(Found("1.png", "cat", None), stamp(tmp_path, 1)) is None, "it has changed"


def test_a_refusal_is_kept_too(kept, tmp_path):
    (tmp_path / "no.png").write_text("no picture")
    refused = read_record(tmp_path, "no.png", "cat", "train")
    with open_read_files(kept) as found:
        found.append(*refused, stamp(tmp_path, "no"))
    with open_read_files(kept) as found:
        assert found.find(Found("no.png", "cat", "train"), stamp(tmp_path, "no")) == refused


def test_a_row_that_was_cut_is_measured_again(kept, pictures, tmp_path):
    with (kept / read_files.MEASURED).open("r+b") as file:
        file.truncate(3 * ROW - 10)
    with open_read_files(kept) as found:
        assert [bool(found.find_measured(record.sha256)) for record, _ in pictures] == [True, True, False]
        assert found.find(Found("2.png", "cat", None), stamp(tmp_path, 2)) is None
        found.append(*pictures[2], stamp(tmp_path, 2))
    assert (kept / read_files.MEASURED).stat().st_size == 3 * ROW


@pytest.mark.parametrize("how", ["cut", "changed", "of another version"])
def test_a_line_that_does_not_agree_with_its_checksum_is_not_believed(kept, pictures, tmp_path, how, monkeypatch):
    path = kept / read_files.RECORDS
    data = path.read_bytes()
    if how == "of another version":
        monkeypatch.setattr(read_files, "_VERSION", 1)
    else:
        path.write_bytes(data[:-3] if how == "cut" else data.replace(b"2.png", b"7.png"))
    with open_read_files(kept) as found:
        assert found.find(Found("2.png", "cat", None), stamp(tmp_path, 2)) is None
        assert (found.find(Found("0.png", "cat", None), stamp(tmp_path, 0)) is None) == (how == "of another version")


@pytest.mark.parametrize("how", ["changed", "of another version"])
def test_what_does_not_agree_with_its_checksum_is_not_believed(kept, pictures, how, monkeypatch):
    path = kept / read_files.MEASURED
    if how == "changed":
        data = bytearray(path.read_bytes())
        data[ROW + 0] ^= 1  # the width of the second
        path.write_bytes(data)
    else:
        monkeypatch.setattr(read_files, "_VERSION", 1)
    with open_read_files(kept) as found:
        assert found.find_measured(pictures[1][0].sha256) is None


def test_without_a_folder_nothing_is_found_and_nothing_kept(pictures, tmp_path):
    NOTHING_READ.append(*pictures[0], stamp(tmp_path, 0))
    assert NOTHING_READ.find_measured(pictures[0][0].sha256) is None
    assert NOTHING_READ.find(Found("0.png", "cat", None), stamp(tmp_path, 0)) is None
