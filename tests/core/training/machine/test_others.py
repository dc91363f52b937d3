"""A training knows whether it had the machine to itself, whatever else runs beside these tests."""

import os
import subprocess
import sys
import time

import psutil
import pytest

from core.training.machine.others import Others

BUSY = "while True: pass"
TICKS = 0.05  # the system counts in hundredths of a second, each processor for itself


@pytest.fixture
def busy():
    with subprocess.Popen([sys.executable, "-c", BUSY]) as process:
        yield psutil.Process(process.pid)
        process.kill()


def read_seconds(process):
    return sum(process.cpu_times()[:2])


def test_what_others_take_is_counted_and_what_this_process_takes_is_not(busy):
    others, began, before = Others(), time.monotonic(), read_seconds(busy)
    while read_seconds(busy) - before < 0.5:
        pass
    whole, theirs = (time.monotonic() - began) * os.cpu_count(), read_seconds(busy) - before
    mine = psutil.Process()
    assert theirs / whole - TICKS < others.measure_share()
    others, began, before = Others(), time.monotonic(), read_seconds(mine)
    while read_seconds(mine) - before < 0.5:
        pass
    whole = (time.monotonic() - began) * os.cpu_count()
    assert others.measure_share() < 1 - (read_seconds(mine) - before) / whole + TICKS


def test_at_once_it_is_nothing():
    assert 0 <= Others().measure_share() <= 1
