"""Several devices on one machine train as one does: two logical CPUs under `MirroredStrategy` against one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def losses(devices):
    """The losses of a few epochs, in a process of its own: how many devices there are is settled at its start."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.core.training.mirrored", str(devices)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
def test_two_devices_train_as_one_does():
    assert losses(2) == pytest.approx(losses(1), rel=1e-4)
