"""Claim: on a GPU, runs train at 0.95 or more of the rate of `model.fit` on arrays in memory.

    python -m benchmarks.gpu [--epochs 4] [--size 224] [--count 2000] [--device gpu:0]

Both architectures train on the same drawings, in the precision that the run chose for itself: once as a run, from the
decoded cache through worker, events and checkpoints, and once as a bare `fit` on arrays in a process of its own. Of
each the fastest epoch counts, its training steps alone. Without a GPU it says so and measures nothing; `--device cpu`
tries the script itself.
"""

import argparse
import os
import subprocess
import sys
import time
from typing import Any

from benchmarks.temporary import temporary_folder
from core.data import datasets
from core.data.intake import adding
from core.jobs.events import EventReader
from core.runs.kind import ENVIRONMENT
from core.specs.gpus import list_gpu_names
from core.specs.spec_file import parse_spec
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from tests.waiting import ended

AT_LEAST = 0.95
PATIENCE = 3600  # seconds that a run may take


def as_a_run(spec: TrainingSpec) -> tuple[float, TrainingSpec]:
    """Images a second, and the spec with the precision that was chosen."""
    run = train.start(spec)
    state = ended(run, within=PATIENCE)
    result = run.read_training_result()
    if result is None:
        sys.exit(f"The run failed: {state.reason}")
    rates = [event["images_per_second"] for event in EventReader(run.events).read() if event["kind"] == "epoch"]
    print(f"  {result.device}, {result.precision_policy}", file=sys.stderr)
    return max(rates), spec.model_copy(update={"precision": result.precision_policy})


def in_memory(spec: TrainingSpec) -> float:
    """Images a second of a bare fit, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.gpu", "--bare", spec.model_dump_json()]
    done = subprocess.run(command, env=ENVIRONMENT | os.environ, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout.splitlines()[-1])


def fit(spec: TrainingSpec) -> float:
    """What that process does."""
    import keras

    from core.data.pixels.cache import open_decoded
    from core.specs.network import describe_network
    from core.training.keras.compiling import compile_model
    from core.training.machine.devices import choose_device
    from core.training.targets import encode_targets

    pictures = open_decoded(datasets.load(spec.dataset), spec.image_size)
    places = pictures.select("train")
    images, labels = pictures.images[places], encode_targets(pictures.labels[places], len(pictures.classes))
    keras.utils.set_random_seed(spec.seed)
    keras.mixed_precision.set_global_policy(spec.precision)
    seconds: list[float] = []
    began: list[float] = []

    def begin(_epoch: int, _logs: Any) -> None:
        began.append(time.monotonic())

    def end(_epoch: int, _logs: Any) -> None:
        seconds.append(time.monotonic() - began[-1])

    with choose_device(spec.device).scope():
        model = compile_model(spec, describe_network(spec, len(pictures.classes)), len(pictures.classes), total_steps=1)
        clock = keras.callbacks.LambdaCallback(on_epoch_begin=begin, on_epoch_end=end)
        model.fit(images, labels, batch_size=spec.batch_size, epochs=spec.epochs, callbacks=[clock], verbose=0)
    return len(images) / min(seconds)


def measure(device: str, epochs: int, size: int, count: int) -> None:
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        adding.add("sketches", "drawings", options={"count": count, "size": size})
        for architecture in ("article", "compact"):
            asked = TrainingSpec(
                dataset="drawings", architecture=architecture, image_size=size, epochs=epochs, device=device
            )
            rate, chosen = as_a_run(asked)
            bare = in_memory(chosen)
            print(
                f"{architecture}: {rate:.0f} images/s as a run, {bare:.0f} in memory, share {rate / bare:.3f};"
                f" claimed: at least {AT_LEAST}",
                flush=True,
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--device", default="gpu:0")
    parser.add_argument("--bare", metavar="SPEC")
    args = parser.parse_args()
    if args.bare:
        print(fit(parse_spec(args.bare.encode(), name="--bare")))
    elif args.device.startswith("gpu") and not list_gpu_names():
        print("There is no GPU on this machine, so nothing was measured. To try the script: --device cpu.")
    else:
        measure(args.device, args.epochs, args.size, args.count)
