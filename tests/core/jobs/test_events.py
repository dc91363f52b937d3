"""Events are written once and read from where one left off, torn lines and all."""

import json
import math

import pytest

from core.errors import InputError
from core.jobs.events import EventReader, EventWriter, is_taken_back


def test_a_reader_gets_every_event_once(tmp_path):
    path = tmp_path / "events.jsonl"
    reader = EventReader(path)
    assert reader.read() == []
    with EventWriter(path) as events:
        events.write("phase", phase="training")
        assert [event["phase"] for event in reader.read()] == ["training"]
        assert reader.read() == []
        events.write("epoch", epoch=1, loss=0.5)
        (event,) = reader.read()
    assert event["kind"] == "epoch"
    assert event["loss"] == 0.5
    assert event["t"] >= 0


def test_a_line_that_is_not_finished_waits(tmp_path):
    path = tmp_path / "events.jsonl"
    line = json.dumps({"t": 1, "kind": "log", "text": "猫"}, ensure_ascii=False).encode() + b"\n"
    reader = EventReader(path)
    for cut in range(1, len(line)):
        path.write_bytes(line[:cut])
        assert reader.read() == []
    path.write_bytes(line)
    assert [event["text"] for event in reader.read()] == ["猫"]


def test_a_torn_line_in_the_middle_does_not_hide_what_follows(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_bytes(b'{"t":1,"kind":"log","n":1}\n{"t":2,"ki\n{"t":3,"kind":"log","n":3}\n')
    assert [event["n"] for event in EventReader(path).read()] == [1, 3]


def test_batches_are_flushed_five_times_a_second(tmp_path):
    path = tmp_path / "events.jsonl"
    now = 0.0
    with EventWriter(path, clock=lambda: now) as events:
        reader = EventReader(path)
        events.write("batch", step=1)
        now = 0.1
        events.write("batch", step=2)
        assert reader.read() == []
        now = 0.25
        events.write("batch", step=3)
        assert [event["step"] for event in reader.read()] == [1, 2, 3]


def test_a_full_disk_is_told_in_a_sentence(tmp_path):
    full = tmp_path / "full"
    full.symlink_to("/dev/full")
    with EventWriter(full) as events, pytest.raises(InputError, match="is full"):
        events.write("phase", phase="training")


def test_a_later_worker_goes_on_with_the_clock_and_after_a_torn_line(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_bytes(b'{"t":7.5,"kind":"log","n":1}\n{"t":8,"kind":"epo')
    with EventWriter(path) as events:
        assert events.continued
        events.write("log", n=2)
        events.sync()
    first, second = EventReader(path).read()
    assert (first["n"], second["n"]) == (1, 2)
    assert 7.5 <= second["t"] < 60


def test_a_first_worker_continues_nothing(tmp_path):
    with EventWriter(tmp_path / "events.jsonl") as events:
        assert not events.continued


def test_a_torn_line_that_looks_whole_is_left_out(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_bytes(b'{"t":1,"kind":"a","x":{"y":1}\n{"t":3,"kind":"b"}\n7\n')
    assert [event["kind"] for event in EventReader(path).read()] == ["b"]


def test_events_after_the_point_of_return_are_taken_back():
    told = [
        {"kind": "batch", "epoch": 1, "step": 2},
        {"kind": "epoch", "epoch": 1},
        {"kind": "batch", "epoch": 2, "step": 1},
        {"kind": "phase", "phase": "exporting"},
        {"kind": "batch", "epoch": 2, "step": 2},
        {"kind": "epoch", "epoch": 2},
    ]
    resumed = {"kind": "resumed", "epoch": 1, "step": 1}
    assert [is_taken_back(event, resumed) for event in [*told, resumed]] == [False] * 4 + [True] * 2 + [False]


def test_a_long_file_is_read_in_pieces_that_lose_nothing(tmp_path):
    path = tmp_path / "events.jsonl"
    lines = [json.dumps({"t": number, "kind": "log", "text": "x" * (number % 97)}) for number in range(2000)]
    lines[1000] = '{"t":1000,"ki'
    path.write_text("\n".join(lines) + "\n")
    pieces = list(EventReader(path).read_pieces())
    assert len(pieces) > 3
    assert [event["t"] for piece in pieces for event in piece] == [*range(1000), *range(1001, 2000)]


def test_numbers_that_are_none_are_read(tmp_path):
    with EventWriter(tmp_path / "events.jsonl") as events:
        events.write("epoch", loss=float("nan"), val_loss=float("inf"))
    (event,) = EventReader(tmp_path / "events.jsonl").read()
    assert math.isnan(event["loss"])
    assert event["val_loss"] == math.inf


def write_two_epochs(path):
    with EventWriter(path) as events:
        for epoch in (1, 2):
            for step in range(1, 400):
                events.write("batch", epoch=epoch, step=step, loss=0.5)
            events.write("epoch", epoch=epoch)


def count_damage(path):
    reader = EventReader(path)
    reader.read()
    return reader.damaged


@pytest.mark.parametrize("line", [0, 300, 398, 400, 798])
def test_a_changed_number_of_a_batch_is_noticed(tmp_path, line):
    path = tmp_path / "events.jsonl"
    write_two_epochs(path)
    assert count_damage(path) == 0
    lines = path.read_text().splitlines(keepends=True)
    lines[line] = lines[line].replace("0.5", "0.6")
    path.write_text("".join(lines))
    assert count_damage(path) == 1


def test_a_batch_that_is_missing_is_noticed(tmp_path):
    path = tmp_path / "events.jsonl"
    write_two_epochs(path)
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines[:7], *lines[8:]]))
    assert count_damage(path) == 1


@pytest.mark.parametrize("torn", [0, 5])
def test_a_later_worker_goes_on_with_the_running_checksum(tmp_path, torn):
    path = tmp_path / "events.jsonl"
    with EventWriter(path) as events:
        events.write("epoch", epoch=1)
        events.write("batch", epoch=2, step=1, loss=0.5)
        events.write("batch", epoch=2, step=2, loss=0.5)
    path.write_bytes(path.read_bytes()[: -torn or None])
    with EventWriter(path) as events:
        events.write("batch", epoch=2, step=3, loss=0.5)
        events.write("epoch", epoch=2)
    assert count_damage(path) == (1 if torn else 0)  # the torn line itself
    path.write_text(path.read_text().replace('"step":3,"loss":0.5', '"step":3,"loss":0.7'))
    assert count_damage(path) == (2 if torn else 1)


def test_what_is_read_bit_by_bit_is_checked_as_well(tmp_path):
    path, grown = tmp_path / "events.jsonl", tmp_path / "grown.jsonl"
    write_two_epochs(path)
    data, reader = path.read_bytes(), EventReader(grown)
    for end in [*range(0, len(data), 1009), len(data)]:
        grown.write_bytes(data[:end])
        reader.read()
    assert reader.damaged == 0


def test_events_of_an_earlier_version_are_believed(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_bytes(b'{"t":1,"kind":"batch","n":1}\n{"t":3,"kind":"b"}\n')
    with EventWriter(path) as events:
        events.write("epoch", epoch=1)
    assert count_damage(path) == 0
