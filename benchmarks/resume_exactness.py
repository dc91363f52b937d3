"""Claim: a run that was killed at 20 random moments and resumed ends as one that was left alone, to the last bit.

    python -m benchmarks.resume_exactness [--kills 20] [--architecture compact]

On the CPU in float32, with augmentation, dropout and batch normalisation (`compact`). One run is left alone; the other
is killed with `kill -9` a little after a point of its life that is drawn by lot, and resumed, again and again. Compared
are the numbers of all epochs and batches, the best and the last weights, the optimiser, the random generators, and the
probabilities of the test pictures. Printed: the share of numbers that are the same.
"""

import argparse
import os
import random
import signal
import sys
from threading import Event
from typing import Any

import numpy as np
import psutil

from benchmarks.temporary import temporary_folder
from core.data.intake import adding
from core.jobs.state import ACTIVE
from core.runs import control
from core.runs.folder import RunFolder
from core.runs.life import read_current_state
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from tests.outcomes import outcome, reached
from tests.queueing import pid_of

EPOCHS, STEPS = 8, 5
POLL = 0.02
pause = Event()


def left_alone(spec: TrainingSpec) -> dict[str, Any]:
    run = train.start(spec)
    return finished(run)


def killed(spec: TrainingSpec, kills: int) -> dict[str, Any]:
    draw = random.Random(7)
    phases = ["queued", "decoding", "loading", "exporting", "evaluating"]
    steps = sorted(draw.choices(range(1, EPOCHS * STEPS), k=max(0, kills - len(phases))))
    points = [{"phase": name} for name in phases[:3]] + [{"step": step} for step in steps]
    run = train.start(spec)
    for point in [*points, *({"phase": name} for name in phases[3:])]:
        while not reached(run, **point):
            pause.wait(POLL)
        pause.wait(draw.uniform(0, 0.5))
        kill(run)
    return finished(run)


def kill(run: RunFolder) -> bool:
    """`kill -9` of the run's worker, and a new one by Resume; false of a run that has ended meanwhile."""
    pid = pid_of(run)
    if pid is None or read_current_state(run).state not in ACTIVE:
        return False
    worker = psutil.Process(pid)
    os.kill(pid, signal.SIGKILL)
    worker.wait()
    control.resume(run)
    return True


def finished(run: RunFolder) -> dict[str, Any]:
    while read_current_state(run).state in ACTIVE:
        pause.wait(POLL)
    if read_current_state(run).state != "finished":
        sys.exit(f"The run failed: {read_current_state(run).reason}")
    return outcome(run)


def same(one: dict[str, Any], other: dict[str, Any]) -> tuple[int, int]:
    """How many numbers are equal, and how many there are."""
    pairs = [(one["arrays"][name], other["arrays"][name]) for name in one["arrays"]]
    pairs += [(np.array(one[name], dtype=float), np.array(other[name], dtype=float)) for name in ("epochs",)]
    pairs.append((np.array(list(one["batches"].values())), np.array(list(other["batches"].values()))))
    equal = sum(int(np.sum(a == b)) if a.shape == b.shape else 0 for a, b in pairs)
    return equal, sum(a.size for a, _b in pairs)


def main(kills: int, architecture: str) -> None:
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        adding.add("sketches", "drawings", options={"count": 60, "size": 32})
        spec = TrainingSpec(dataset="drawings", image_size=32, epochs=EPOCHS, batch_size=8, precision="float32")
        spec = spec.model_copy(update={"architecture": architecture})
        equal, numbers = same(left_alone(spec), killed(spec, kills))
    print(f"{kills} kills: {equal:,} of {numbers:,} numbers are the same")
    print(f"ratio: {equal / numbers:.9f}; claimed: 1")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--architecture", default="compact", choices=("article", "compact"))
    args = parser.parse_args()
    main(args.kills, args.architecture)
