"""Claim: a run started from the app, with one session watching, trains at 0.95 or more of a bare `model.fit`.

    python -m benchmarks.training_overhead [--rounds 3] [--epochs 4]

Both train the article's CNN on the same 2,000 drawings at 96 px, float32, batches of 32, validation after every epoch:
the bare one on arrays in memory in a process of its own, compiled with nothing of the app's; the app's through its
worker, its events, its checkpoints and its record of what goes on inside the model, while a websocket client holds the
run's page open and asks for every refresh a browser would ask for. The two take turns; an epoch counts from the end of
the one before to its own, validation and all; of each run the fastest epoch counts, since other tenants of a machine
can only slow one down. Printed: images a second of each, and their ratio round by round with its median.
"""

import argparse
import json
import os
import subprocess
import sys
from itertools import pairwise
from statistics import median
from threading import Event

from benchmarks.running_app import App, running_app
from benchmarks.watcher import watching
from core.data import datasets
from core.data.intake import adding
from core.jobs.events import EventReader
from core.jobs.state import ACTIVE
from core.runs.kind import ENVIRONMENT
from core.runs.life import read_current_state
from core.specs.training_spec import TrainingSpec
from core.tasks import train

AT_LEAST = 0.95
DRAWINGS = {"count": 2000, "size": 96}


def spec(epochs: int) -> TrainingSpec:
    return TrainingSpec(dataset="drawings", epochs=epochs, precision="float32")


def in_the_app(app: App, epochs: int) -> float:
    """Images a second of one run, watched."""
    run = train.start(spec(epochs))
    with watching(app.url, "train", f"run={run.run_id}") as watcher:
        pause = Event()
        while read_current_state(run).state in ACTIVE:
            pause.wait(0.2)
    result = run.read_training_result()
    if result is None:
        sys.exit(f"The run failed: {read_current_state(run).reason}")
    print(f"  {watcher.reruns} refreshes, {watcher.messages} messages to the watching session", file=sys.stderr)
    events = [event for event in EventReader(run.events).read() if event["kind"] == "epoch"]
    images = datasets.load("drawings").manifest.splits["train"]
    return images / shortest([event["t"] for event in events])


def bare(epochs: int) -> float:
    """Images a second of `model.fit` on arrays, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.training_overhead", "--bare", "--epochs", str(epochs)]
    done = subprocess.run(command, env=ENVIRONMENT | os.environ, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1]))


def fit(epochs: int) -> float:
    """What the process of its own does."""
    import time

    import keras

    from core.data.pixels.cache import open_decoded
    from core.networks.catalogue import describe
    from core.training.keras.build import build
    from core.training.targets import encode_targets

    asked = spec(epochs)
    pictures = open_decoded(datasets.load("drawings"), asked.image_size)
    arrays = {
        split: (pictures.images[pictures.select(split)], encode_targets(pictures.labels[pictures.select(split)], 2))
        for split in ("train", "val")
    }
    keras.utils.set_random_seed(asked.seed)
    model = build(describe(asked.architecture, asked.image_size, 2))
    optimizer = keras.optimizers.Adam(asked.learning_rate)
    model.compile(optimizer, loss="binary_crossentropy", metrics=["accuracy"], jit_compile=False)
    ends: list[float] = []
    model.fit(
        *arrays["train"],
        validation_data=arrays["val"],
        batch_size=asked.batch_size,
        epochs=epochs,
        callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: ends.append(time.monotonic()))],
        verbose=0,
    )
    return len(arrays["train"][0]) / shortest(ends)


def shortest(ends: list[float]) -> float:
    """Seconds of the fastest epoch after the first, which traces the graph."""
    return min(end - start for start, end in pairwise(ends))


def compare(rounds: int, epochs: int) -> None:
    with running_app() as app:
        os.environ["GLASSBOX_HOME"] = str(app.home)
        adding.add("sketches", "drawings", options=DRAWINGS)
        ratios = []
        for number in range(rounds):
            plain, watched = bare(epochs), in_the_app(app, epochs)
            ratios.append(watched / plain)
            print(
                f"round {number + 1}: bare {plain:.1f} images/s, app {watched:.1f}, ratio {ratios[-1]:.3f}", flush=True
            )
    print(f"ratio (median of {rounds}): {median(ratios):.3f}; claimed: at least {AT_LEAST}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--bare", action="store_true")
    args = parser.parse_args()
    if args.bare:
        print(json.dumps(fit(args.epochs)))
    else:
        compare(args.rounds, args.epochs)
