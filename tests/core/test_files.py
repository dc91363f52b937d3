"""A file is replaced whole or not at all, whoever else writes it; one that is damaged is never taken for absent."""

import errno
import json
import logging
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from pydantic import BaseModel, ConfigDict

from core import files
from core.errors import InputError
from core.files import DamagedFileError, DiskFullError

PROCESSES, THREADS, ROUNDS = 4, 8, 313  # 10,016 writes, and as many reads

CROWD = """
import os, sys, threading
from pathlib import Path
from core import files

os.fsync = lambda file: None  # ten milliseconds each on a slow disk; the order of calls has a test of its own
path, me, failures = Path(sys.argv[1]), sys.argv[2], []

def work(number):
    try:
        for turn in range(int(sys.argv[4])):
            files.write_json(path, {"text": f"{me}-{number}-{turn} " * (turn % 200 + 1)})
            words = files.read_json(path, Text).text.split()
            if len(set(words)) != 1:
                failures.append("torn")
    except BaseException as error:
        failures.append(repr(error))

from pydantic import BaseModel
class Text(BaseModel):
    text: str

threads = [threading.Thread(target=work, args=(number,)) for number in range(int(sys.argv[3]))]
for thread in threads: thread.start()
for thread in threads: thread.join()
sys.exit("; ".join(failures[:3]) or 0)
"""


class Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    share: float = 0.5


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "folder"
    path.mkdir()
    return path


@pytest.mark.parametrize("rounds", [ROUNDS // 5, pytest.param(ROUNDS, marks=pytest.mark.slow)])
def test_threads_of_several_processes_write_and_read_one_file(folder, rounds):
    path = folder / "control.json"
    crowd = [
        subprocess.Popen(
            [sys.executable, "-c", CROWD, str(path), str(number), str(THREADS), str(rounds)],
            stderr=subprocess.PIPE, text=True,
        )
        for number in range(PROCESSES)
    ]  # fmt: skip
    assert [process.communicate()[1] for process in crowd] == [""] * PROCESSES
    assert [process.returncode for process in crowd] == [0] * PROCESSES
    assert list(folder.iterdir()) == [path]


def test_threads_of_this_process_replace_one_file_in_pieces(folder, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda file: None)
    path, errors = folder / "predictions.npz", []

    def write(number):
        try:
            for _turn in range(20):
                files.write_arrays(path, {"numbers": np.full(200, number)})
                assert len(set(files.read_arrays(path, ["numbers"])["numbers"])) == 1
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert list(folder.iterdir()) == [path]


def test_what_replaces_a_file_is_on_the_disk_before(folder, monkeypatch):
    done, replace = [], Path.replace
    monkeypatch.setattr(os, "fsync", lambda file: done.append(os.fstat(file).st_size))
    monkeypatch.setattr(Path, "replace", lambda self, target: (done.append("replaced"), replace(self, target))[1])
    files.write_atomically(folder / "a.txt", "four")
    assert done == [4, "replaced"]


def full(*args, **kwargs):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("when", ["open", "fsync", "replace"])
def test_a_full_disk_is_a_sentence_and_leaves_the_file_as_it_was(folder, monkeypatch, when):
    path = folder / "a.txt"
    files.write_atomically(path, "old")
    owner, name = (os, "fsync") if when == "fsync" else (Path, when)
    monkeypatch.setattr(owner, name, full)
    with pytest.raises(DiskFullError, match=r"The disk that holds .*a\.txt is full"):
        files.write_atomically(path, "new")
    monkeypatch.undo()
    assert path.read_text() == "old"
    assert list(folder.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_disk_that_is_full_in_the_middle_of_arrays_is_a_sentence(folder, monkeypatch):
    monkeypatch.setattr(files, "temporary_path", lambda parent, suffix="": Path("/dev/full"))
    monkeypatch.setattr(Path, "unlink", lambda self, missing_ok=False: None)
    opened = Path.open
    monkeypatch.setattr(Path, "open", lambda self, mode="r", **more: opened(self, mode.replace("x", "w"), **more))
    with pytest.raises(DiskFullError, match=r"a\.npz is full"):
        files.write_arrays(folder / "a.npz", {"numbers": np.random.default_rng(0).random(100_000)})


def test_a_folder_that_may_not_be_written_is_a_sentence(folder):
    (folder / "file").write_text("in the way")
    with pytest.raises(InputError, match=r"a\.txt cannot be written"):
        files.write_atomically(folder / "file" / "a.txt", "text")


def test_a_failure_while_writing_leaves_the_file_as_it_was(folder):
    path = folder / "model.onnx"
    files.write_atomically(path, b"old")

    def half_of_it():
        with files.replacing(path) as file:
            file.write(b"ne")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half_of_it()
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


def test_who_writes_by_a_path_gets_one_of_the_same_kind(folder):
    path = folder / "model.keras"
    with files.replacing_path(path) as temporary:
        assert (temporary.suffix, temporary.parent) == (".keras", folder)
        assert temporary.name.startswith(".")
        temporary.write_bytes(b"model")
    assert path.read_bytes() == b"model"
    assert list(folder.iterdir()) == [path]


def test_json_comes_back(folder):
    path = folder / "facts.json"
    files.write_json(path, Facts(name="猫", share=float("inf")))
    assert files.read_json(path, Facts) == Facts(name="猫", share=float("inf"))
    assert "猫" in path.read_text(encoding="utf-8")


def test_white_space_and_order_are_free(folder):
    path = folder / "facts.json"
    files.write_json(path, Facts(name="cat"))
    content = json.loads(path.read_bytes())
    path.write_text(json.dumps(dict(reversed(content.items()))) + " " * 100)
    assert files.read_json(path, Facts) == Facts(name="cat")


def test_json_without_a_checksum_is_believed(folder):
    path = folder / "facts.json"
    path.write_text('{"name": "cat"}')
    assert files.read_json(path, Facts) == Facts(name="cat")


def test_lines_come_back_with_and_without_their_count(folder):
    path = folder / "lines.txt"
    files.write_lines(path, ["one", "两", "three"])
    assert files.read_lines(path, str) == ["one", "两", "three"]
    path.write_text("four\nfive\n")
    assert files.read_lines(path, str) == ["four", "five"]


def test_what_is_absent_is_none(folder):
    for path in (folder / "absent", folder / "no folder" / "absent"):
        assert files.read_bytes(path) is None
        assert files.read_json(path, Facts) is None
        assert files.read_lines(path, str) is None
        assert files.read_arrays(path, ["numbers"]) is None


def written_json(path):
    files.write_json(path, Facts(name="cat"))
    return lambda: files.read_json(path, Facts, "{path} of {owner} is damaged. Mend it.", owner="me")


def written_lines(path):
    files.write_lines(path, [f"picture {number}" for number in range(20)])
    return lambda: files.read_lines(path, str, "{path} of {owner} is damaged. Mend it.", owner="me")


def written_arrays(path):
    files.write_arrays(path, {"numbers": np.random.default_rng(0).random(100)})
    return lambda: files.read_arrays(path, ["numbers"], "{path} of {owner} is damaged. Mend it.", owner="me")


DAMAGES = {
    "empty": lambda data: b"",
    "half of it": lambda data: data[: len(data) // 2],
    "cut at a line's end": lambda data: data[: data.rstrip(b"\n").rfind(b"\n") + 1],
    "other bytes": lambda data: data[: len(data) // 3] + b"\xff\x00{" + data[len(data) // 3 + 3 :],
    "one other letter": lambda data: re.sub(rb"cat|picture 7", b"cow", data, count=1),
    "one other bit": lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:],
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("write", [written_json, written_lines, written_arrays])
def test_what_is_damaged_is_told_by_name_and_its_cause_is_in_the_log(folder, caplog, write, damage):
    path = folder / "file"
    read = write(path)
    whole = path.read_bytes()
    if damage == "one other bit" and len(whole) < 300:
        pytest.skip("the file is too short for this damage")
    if (damaged := DAMAGES[damage](whole)) == whole:
        pytest.skip("this damage does not change such a file")
    path.write_bytes(damaged)
    with pytest.raises(DamagedFileError) as error:
        read()
    assert str(error.value) == f"{path} of me is damaged. Mend it."
    assert error.value.path == path
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("glassbox", logging.WARNING)
    assert str(path) in record.getMessage()
    assert repr(error.value.__cause__) in record.getMessage()


def test_the_log_is_told_once(folder, caplog):
    path = folder / "facts.json"
    path.write_text("{")
    for _look in range(3):
        with pytest.raises(DamagedFileError):
            files.read_json(path, Facts)
    assert len(caplog.records) == 1


def test_what_is_made_again_is_read_as_absent(folder):
    read = files.none_if_damaged(files.read_json)
    path = folder / "facts.json"
    assert read(path, Facts) is None
    path.write_text("{")
    assert read(path, Facts) is None
    path.write_text('{"name": "cat"}')
    assert read(path, Facts) == Facts(name="cat")


def test_a_folder_in_the_place_of_a_file_is_damage(folder):
    with pytest.raises(DamagedFileError):
        files.read_bytes(folder)


def test_a_file_that_may_not_be_read_is_not_called_damaged(folder, monkeypatch):
    def forbidden(self):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(DamagedFileError, match="may not be read by this user"):
        files.read_bytes(folder / "a.txt")


def test_too_many_open_files_are_no_damage(folder, monkeypatch):
    def exhausted(self):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(Path, "read_bytes", exhausted)
    with pytest.raises(OSError, match="Too many open files"):
        files.read_bytes(folder / "a.txt")


def test_a_sweep_removes_what_the_dead_have_left_and_nothing_else(folder):
    make = f"from pathlib import Path; from core import files; print(files.temporary_path(Path({str(folder)!r})).name)"
    dead = [folder / subprocess.check_output([sys.executable, "-c", make], text=True).strip() for _ in range(2)]
    mine, mine_too = files.temporary_path(folder), files.temporary_path(folder, ".npz")
    host = files._host()
    far, far_and_old = (folder / dead[0].name.replace(host, name) for name in ("0000abcd", "0000dcba"))
    for path in (dead[0], mine_too, far, far_and_old, folder / ".tmp-other", folder / "a.txt"):
        path.write_text("text")
    for path in (dead[1], mine):
        path.mkdir()
        (path / "inside").write_text("text")
    os.utime(far_and_old, (time.time() - 2 * files.DAY,) * 2)
    files.sweep(folder)
    assert sorted(folder.iterdir()) == sorted([mine, mine_too, far, folder / ".tmp-other", folder / "a.txt"])


def test_a_clock_that_was_put_right_takes_no_living_writer_for_a_dead_one(folder):
    mine = files.temporary_path(folder)
    started = re.match(r"\.tmp-\d+-(\d+)-", mine.name)[1]
    path = folder / mine.name.replace(started, str(int(started) + 1000))
    path.write_text("text")
    files.sweep(folder)
    assert path.exists()
