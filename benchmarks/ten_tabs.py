"""Claim: ten tabs may watch one run, and the process that serves them stays under a tenth of a core.

    python -m benchmarks.ten_tabs [--tabs 10] [--seconds 20] [--events 20000]

The run is a long one: it has `--events` batches behind it, and 25 more come every second, an epoch every 200 of them,
each with what went on inside the article's network. This process plays its worker; the tabs are websocket clients that
ask for every refresh a browser would ask for.
Printed: seconds of processor that the web process took a second, whatever else the machine does.
"""

import argparse
import os
import threading
from threading import Event

import numpy as np
import psutil

from benchmarks.running_app import running_app
from benchmarks.watcher import watching
from core.data import datasets
from core.data.intake import adding
from core.jobs.events import EventWriter
from core.runs import folder, inside
from core.runs.folder import RunFolder
from core.specs.training_spec import TrainingSpec
from tests.queueing import as_worker

MOST = 0.1
STEPS, EPOCHS, A_SECOND = 200, 1000, 25
SETTLING = 5.0  # seconds until all tabs are open and the events are read


def begin(events: EventWriter, batches: int) -> None:
    """As many batches as the run has behind it."""
    events.write("phase", phase="training")
    events.write("setup", epochs=EPOCHS, steps=STEPS, batch_size=32, device="CPU", precision_policy="float32")
    for number in range(batches):
        write_batch(events, number)


def write_batch(events: EventWriter, number: int) -> None:
    """One batch, and at the end of an epoch the epoch."""
    epoch, step = divmod(number, STEPS)
    loss = 1 / (1 + epoch) + 0.1 * ((number * 7919) % 100) / 100
    events.write("batch", epoch=epoch + 1, step=step + 1, loss=loss, accuracy=1 - loss / 2)
    if step + 1 == STEPS:
        values = {"loss": loss, "accuracy": 1 - loss / 2, "val_loss": loss + 0.1, "val_accuracy": 0.9 - loss / 2}
        events.write("epoch", epoch=epoch + 1, **values, seconds=8.0, images_per_second=800.0, best=True)


def begin_inside(run: RunFolder, epochs: int) -> None:
    """What went on inside the article's network in as many epochs."""
    header = inside.Header(
        classes=("cat", "dog"),
        paths=tuple(record.path for record in datasets.load("sketches").records[:12]),
        labels=(0, 1) * 6,
        layers=("conv2d", "conv2d_1", "dense", "dense_1"),
        kinds=("Conv2D", "Conv2D", "Dense", "Dense"),
        relus=("conv2d", "conv2d_1", "dense"),
        probe=48,
    )
    inside.write_header(run.inside, header)
    for epoch in range(1, epochs + 1):
        record(run, epoch)


def record(run: RunFolder, epoch: int) -> None:
    """One epoch of it, in numbers drawn by lot."""
    draw = np.random.default_rng(epoch)
    snapshot = inside.Snapshot(
        epoch=epoch,
        confusion=draw.integers(0, 150, (2, 2), np.int32),
        probabilities=draw.random((12, 2), np.float32),
        layers=draw.random((4, 3), np.float32),
        dead=draw.random(3, np.float32),
        filters=draw.normal(size=(3, 3, 3, 32)).astype(np.float32),
        learning_rate=1e-3,
        memory=2e9,
        gpu=float("nan"),
    )
    inside.write(run.inside, snapshot)


def work(run: RunFolder, events: EventWriter, number: int, over: Event) -> None:
    while not over.wait(1 / A_SECOND):
        write_batch(events, number)
        number += 1
        if number % STEPS == 0:
            record(run, number // STEPS)
        if number % A_SECOND == 0:
            run.change_state()


def main(tabs: int, seconds: float, batches: int) -> None:
    with running_app() as app:
        os.environ["GLASSBOX_HOME"] = str(app.home)
        adding.add("sketches", "sketches", options={"count": 24, "size": 96})
        run = folder.create(TrainingSpec(epochs=EPOCHS))
        begin_inside(run, batches // STEPS)
        over = Event()
        with EventWriter(run.events) as events:
            begin(events, batches)
            as_worker(run)
            threading.Thread(target=work, args=(run, events, batches, over), daemon=True).start()
            share = watched(app.url, app.pid, run, tabs, seconds)
            over.set()
    print(f"{tabs} tabs: {share:.3f} of a core; ratio to {MOST}: {share / MOST:.2f}; claimed: at most 1")


def watched(url: str, pid: int, run: RunFolder, tabs: int, seconds: float) -> float:
    """The share of a core that the web process takes while so many tabs watch."""
    if not tabs:
        return used(pid, seconds)
    with watching(url, "train", f"run={run.run_id}"):
        return watched(url, pid, run, tabs - 1, seconds)


def used(pid: int, seconds: float) -> float:
    server, pause = psutil.Process(pid), Event()
    pause.wait(SETTLING)
    before = server.cpu_times()
    pause.wait(seconds)
    after = server.cpu_times()
    return (after.user + after.system - before.user - before.system) / seconds


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tabs", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--events", type=int, default=20_000)
    args = parser.parse_args()
    main(args.tabs, args.seconds, args.events)
