"""What was measured is found by its bytes, once, and nothing that was cut or changed is believed."""

import pytest
from PIL import Image

from core.data.intake import measured_files
from core.data.intake.measured_files import MeasuredFiles, open_measured
from core.data.intake.records import read_record

ROW = measured_files._ROW.itemsize


@pytest.fixture
def pictures(tmp_path):
    for number in range(3):
        Image.effect_noise((40, 30 + number), 50).save(tmp_path / f"{number}.png")
    return [read_record(tmp_path, f"{number}.png", "cat", None) for number in range(3)]


@pytest.fixture
def kept(tmp_path, pictures):
    path = tmp_path / "inputs" / "measured.rows"
    with open_measured(path) as rows:
        for record, measured in pictures:
            rows.append(record, measured)
    return path


def test_an_earlier_attempt_is_found_and_not_written_twice(kept, pictures, tmp_path, monkeypatch):
    with open_measured(kept) as rows:
        for record, measured in pictures:
            size, found = rows.find(record.sha256)
            assert (size.width, size.height) == (record.width, record.height)
            assert found.tobytes() == measured.tobytes()
            rows.append(record, measured)
        monkeypatch.setattr("core.data.intake.records.examine_and_show", None)
        again, _ = read_record(tmp_path, "1.png", "cat", None, rows)
        assert again == pictures[1][0], "a file that was measured is not decoded"
    assert kept.stat().st_size == 3 * ROW


def test_a_row_that_was_cut_is_measured_again(kept, pictures):
    with kept.open("r+b") as file:
        file.truncate(3 * ROW - 10)
    with open_measured(kept) as rows:
        assert [bool(rows.find(record.sha256)) for record, _ in pictures] == [True, True, False]
        rows.append(*pictures[2])
    assert kept.stat().st_size == 3 * ROW


@pytest.mark.parametrize("how", ["changed", "of another version"])
def test_what_does_not_agree_with_its_checksum_is_not_believed(kept, pictures, how, monkeypatch):
    if how == "changed":
        data = bytearray(kept.read_bytes())
        data[ROW + 0] ^= 1  # the width of the second
        kept.write_bytes(data)
    else:
        monkeypatch.setattr(measured_files, "_VERSION", 1)
    with open_measured(kept) as rows:
        assert rows.find(pictures[1][0].sha256) is None


def test_without_a_file_nothing_is_found_and_nothing_kept(pictures):
    measured_files.NONE.append(*pictures[0])
    assert isinstance(measured_files.NONE, MeasuredFiles)
    assert measured_files.NONE.find(pictures[0][0].sha256) is None
