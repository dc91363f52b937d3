"""Claim: bfloat16 gives as good a classifier as float32, by three seeds each, and `auto` takes the faster of the two.

    python -m benchmarks.bf16 [--photos ../shared/data/cats-vs-dogs] [--architectures article compact] [--size 96]
        [--epochs 10] [--seeds 3]

The two take turns, seed by seed, each in a worker of its own. Printed for each run: seconds of the fastest epoch, since
other tenants of a machine can only slow one down, and the accuracy on the test photos; then, by architecture, how
many times as fast bfloat16 was and how far the means of the accuracies lie apart, beside how far the seeds do by
themselves; and at last what `auto` chose and from which measurements.
"""

import argparse
import json
import os
import sys
from itertools import pairwise, product
from pathlib import Path
from statistics import mean, median, stdev
from threading import Event

from benchmarks.fine_tuned import PHOTOS, trained
from benchmarks.temporary import temporary_folder
from core import workspace
from core.data.intake import adding
from core.evaluation.evaluate import load
from core.jobs.events import EventReader
from core.jobs.state import ACTIVE
from core.runs import control
from core.runs.folder import RunFolder
from core.runs.life import read_current_state
from core.specs.named_values import spec_from
from core.specs.training_spec import TrainingSpec
from core.tasks import train

PRECISIONS = ("float32", "mixed_bfloat16")
WITHIN = 2.0  # standard errors between the two means that chance explains
FASTER = 1.1  # times as fast; below, either choice is right
LONG = 1000  # epochs of a training for which measuring pays


def read_epoch_seconds(run: RunFolder) -> float:
    """The fastest epoch of a run but its first, which traces the graph."""
    ends = [event["t"] for event in EventReader(run.events).read() if event["kind"] == "epoch"]
    return min(after - before for before, after in pairwise(ends))


def read_accuracy(run: RunFolder) -> float:
    found = load(run.evaluation, "photos", "test")
    if found is None:
        sys.exit("There are no test photos.")
    return found.get_report().summary.accuracy


def read_choice(spec: TrainingSpec) -> tuple[str, str]:
    """What `auto` takes for a long training, and its measurements; the training is stopped then."""
    path, pause = workspace.current().site / "precision.json", Event()
    path.unlink(missing_ok=True)
    run = train.start(spec)
    while not path.exists() and read_current_state(run).state in ACTIVE:
        pause.wait(0.2)
    control.stop(run)
    while read_current_state(run).state in ACTIVE:
        pause.wait(0.2)
    (choice,) = json.loads(path.read_text()).values()
    return choice["policy"], ", ".join(f"{one['policy']} {one['seconds']:.3f} s a step" for one in choice["trials"])


def compare(architecture: str, args: argparse.Namespace) -> bool:
    """Whether bfloat16 is as good as float32 for this architecture, and `auto` took the faster."""
    values = {"dataset": "photos", "architecture": architecture, "image_size": args.size, "epochs": args.epochs}
    seconds: dict[str, list[float]] = {name: [] for name in PRECISIONS}
    accuracies: dict[str, list[float]] = {name: [] for name in PRECISIONS}
    for seed, precision in product(range(args.seeds), PRECISIONS):
        run, _ = trained(spec_from({**values, "seed": seed, "precision": precision}))
        seconds[precision].append(read_epoch_seconds(run))
        accuracies[precision].append(read_accuracy(run))
        told = f"{seconds[precision][-1]:.2f} s an epoch, {accuracies[precision][-1]:.2%} of the test photos"
        print(f"{architecture}, seed {seed}, {precision}: {told}", flush=True)
    full, mixed = (accuracies[name] for name in PRECISIONS)
    faster = median(before / after for before, after in zip(*(seconds[name] for name in PRECISIONS), strict=True))
    chance = ((stdev(full) ** 2 + stdev(mixed) ** 2) / args.seeds) ** 0.5
    apart = mean(mixed) - mean(full)
    print(f"{architecture}: {faster:.2f} times as fast, {apart:+.2%} accuracy, of which chance explains {chance:.2%}")
    policy, told = read_choice(spec_from({**values, "epochs": LONG}))
    print(f"{architecture}: auto takes {policy}; {told}", flush=True)
    right = max(faster, 1 / faster) < FASTER or (policy == PRECISIONS[1]) == (faster > 1)
    return right and apart > -WITHIN * chance


def main(args: argparse.Namespace) -> int:
    adding.add(args.photos.resolve(), "photos")
    held = [compare(architecture, args) for architecture in args.architectures]
    return int(not all(held))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=Path, default=PHOTOS)
    parser.add_argument("--architectures", nargs="+", default=["article", "compact"])
    parser.add_argument("--size", type=int, default=96)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seeds", type=int, default=3)
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        sys.exit(main(parser.parse_args()))
