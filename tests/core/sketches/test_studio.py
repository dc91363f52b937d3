"""Helpers draw the same as one alone, stop when they are told to, and outlive nobody."""

import subprocess
import sys

import psutil
import pytest

from core.cancel import Cancelled, CancelWhen
from core.sketches import studio
from core.sketches.studio import ROOT, Order, draw_all
from tests.waiting import until

FOR_EVER = """
from pathlib import Path
from core.sketches import studio
studio.PROCESSORS = 2
studio.draw_all(studio.Order(Path({target!r}), 100_000, 32, 0), lambda done, total: print(done, flush=True))
"""


@pytest.fixture
def two_helpers(monkeypatch):
    monkeypatch.setattr(studio, "PROCESSORS", 2)
    monkeypatch.setattr(studio, "WORTH_A_HELPER", 10)


def drawn(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.png")}


def helpers_of(process):
    return [child for child in process.children(recursive=True) if "core.sketches" in child.cmdline()]


def test_with_helpers_the_pictures_are_the_same(two_helpers, tmp_path, monkeypatch):
    told = []
    draw_all(Order(tmp_path / "together", 25, 32, 1), lambda done, total: told.append((done, total)))
    monkeypatch.setattr(studio, "PROCESSORS", 1)
    draw_all(Order(tmp_path / "alone", 25, 32, 1))
    assert drawn(tmp_path / "together") == drawn(tmp_path / "alone")
    assert len(drawn(tmp_path / "alone")) == 25
    assert told == sorted(told)
    assert told[-1] == (25, 25)


def test_a_stop_ends_the_helpers(two_helpers, tmp_path):
    with pytest.raises(Cancelled):
        draw_all(Order(tmp_path, 100_000, 32, 0), cancel=CancelWhen(lambda: any(tmp_path.rglob("*.png"))))
    assert helpers_of(psutil.Process()) == []


def test_the_disks_error_of_a_helper_is_raised_here(two_helpers, tmp_path):
    with pytest.raises(FileNotFoundError):
        sum(studio._draw_with_helpers(Order(tmp_path / "gone", 20, 32, 0), 2))


def test_helpers_end_when_nobody_waits_for_them(tmp_path):
    alone = subprocess.Popen(
        [sys.executable, "-c", FOR_EVER.format(target=str(tmp_path))], cwd=ROOT, stdout=subprocess.PIPE
    )
    alone.stdout.readline()
    helpers = helpers_of(psutil.Process(alone.pid))
    alone.kill()
    alone.communicate()
    assert len(helpers) == 2
    until(lambda: not any(map(psutil.pid_exists, (one.pid for one in helpers))), within=20, what="the helpers' end")
