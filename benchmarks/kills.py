"""Claim: twenty kills lose nothing, and every run that was hit ends with the numbers of one that was left alone.

    python -m benchmarks.kills [--what worker web disk node]

Eight kills of the worker (`kill -9`, then Resume), five of the web process (a new one is started, and shows the run),
four times a full disk (then room, and Resume), three of a machine of a Ray cluster (another one stands by). The runs
are of one spec, on the CPU in float32. Compared are the numbers of all epochs and batches, the best and the last
weights, the optimiser, the random generators, and the probabilities of the test pictures. Printed: by kind, how many
kills hit the run at work and how many numbers are the same.

The full disk needs root, for a disk of a few megabytes; the cluster needs Ray (requirements-ray.txt).
"""

import argparse
import os
import random
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Event

import psutil

from benchmarks.resume_exactness import finished, kill, same
from benchmarks.temporary import temporary_folder
from core.data.intake import adding
from core.jobs.launchers.ray import ADDRESS
from core.jobs.state import ACTIVE
from core.runs import control
from core.runs.folder import RunFolder
from core.runs.life import read_current_state
from core.runs.progress import LiveProgress
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from tests.browser.running_app import App, running_app
from tests.core.jobs.launchers.ray_cluster import kill_all, running_cluster, running_node
from tests.outcomes import outcome, reached
from tests.pages.server.visit import Visitor
from tests.waiting import until

EPOCHS, STEPS = 8, 5
KILLS = {"worker": 8, "web": 5, "disk": 4, "node": 3}
PATIENCE = 300  # seconds
SPEC = TrainingSpec(
    dataset="drawings", architecture="compact", image_size=32, epochs=EPOCHS, batch_size=8, precision="float32"
)
pause = Event()


def choose_points(kills: int) -> Sequence[int]:
    """After how many steps the kills come, by lot."""
    return sorted(random.Random(kills).sample(range(1, EPOCHS * STEPS - 2), kills))


def wait_for(run: RunFolder, step: int) -> int:
    """Wait until the run is that far; returns how many epochs are told by then, which must not get fewer."""
    until(lambda: reached(run, step=step, phase="training"), within=PATIENCE, what=f"step {step}")
    return len(LiveProgress(run).update().epochs)


def check_nothing_lost(run: RunFolder, before: int) -> None:
    assert len(LiveProgress(run).update().epochs) >= before, "epochs were lost"


def kill_worker(_home: Path, kills: int) -> tuple[RunFolder, int]:
    run, hit = train.start(SPEC), 0
    for step in choose_points(kills):
        before = wait_for(run, step)
        hit += kill(run)
        check_nothing_lost(run, before)
    return run, hit


def kill_web(home: Path, kills: int) -> tuple[RunFolder, int]:
    """The run is watched in the server that is killed, and is there in the next one.

    All servers stand by from the beginning: the run would be over before the last of them had started.
    """
    with ExitStack() as stack:
        *servers, last = [stack.enter_context(running_app(home)) for _ in range(kills + 1)]
        run, hit = train.start(SPEC), 0
        for app, step in zip(servers, choose_points(kills), strict=True):
            _watch(app, run)
            before = wait_for(run, step)
            hit += read_current_state(run).state in ACTIVE
            os.kill(app.pid, signal.SIGKILL)
            check_nothing_lost(run, before)
        _watch(last, run)
        finished(run)
    return run, hit


def _watch(app: App, run: RunFolder) -> None:
    with Visitor(app, "train", f"run={run.run_id}") as visitor:
        visitor.run()
        shown = b"".join(element.SerializeToString() for element in visitor.elements)
        assert run.run_id.encode() in shown, "the run is not shown"


def fill_disk(home: Path, kills: int) -> tuple[RunFolder, int]:
    run, hit = train.start(SPEC), 0
    filler = home / "filler"
    for step in choose_points(kills):
        before = wait_for(run, step)
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(bytes(1 << 16)):
                pass
        until(lambda: read_current_state(run).state not in ACTIVE, within=PATIENCE, what="the end of the worker")
        filler.unlink()
        check_nothing_lost(run, before)
        if read_current_state(run).state != "finished":
            hit += 1
            control.resume(run)
    return run, hit


def kill_node(_home: Path, kills: int) -> tuple[RunFolder, int]:
    with ExitStack() as stack, running_cluster(cpus=0) as (address, head, folder):
        os.environ[ADDRESS] = address
        stack.callback(os.environ.pop, ADDRESS)
        node = stack.enter_context(running_node(address, head, folder))
        run = train.start(SPEC)
        for step in choose_points(kills):
            other = stack.enter_context(running_node(address, head, folder))
            before = wait_for(run, step)
            lost = _find_node(run, [node, other])
            kill_all(lost)
            check_nothing_lost(run, before)
            node = other if lost is node else node
        finished(run)
    return run, read_current_state(run).restarted


def _find_node(run: RunFolder, nodes: Sequence[psutil.Process]) -> psutil.Process:
    for node in nodes:
        for process in node.children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                if str(run.path) in process.cmdline():
                    return node
    raise AssertionError("no node has the run's worker")


WAYS: Mapping[str, Callable[[Path, int], tuple[RunFolder, int]]] = {
    "worker": kill_worker, "web": kill_web, "disk": fill_disk, "node": kill_node,
}  # fmt: skip


@contextmanager
def _home(*, small: bool = False) -> Iterator[Path]:
    """A home with drawings in it; a small one is on a disk of its own."""
    with temporary_folder() as folder:
        home = folder / "home"
        home.mkdir()
        if small:
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "small", home], check=True)
        os.environ["GLASSBOX_HOME"] = str(home)
        try:
            adding.add("sketches", "drawings", options={"count": 60, "size": 32})
            yield home
        finally:
            if small:
                subprocess.run(["umount", "--lazy", home], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--what", nargs="*", choices=list(WAYS), default=list(WAYS))
    asked = parser.parse_args()
    with _home():
        alone = finished(train.start(SPEC))
    total = [0, 0]
    for name in asked.what:
        with _home(small=name == "disk") as home:
            run, hit = WAYS[name](home, KILLS[name])
            finished(run)
            equal, numbers = same(alone, outcome(run))
        total = [total[0] + equal, total[1] + numbers]
        print(f"{name}: {hit} of {KILLS[name]} kills hit, {equal:,} of {numbers:,} numbers are the same", flush=True)
    print(f"ratio: {total[0] / total[1]:.9f}; claimed: 1")


if __name__ == "__main__":
    main()
