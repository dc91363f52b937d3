"""Record what runs remember of their training photos: `core/content/recorded/remembered.json`.

    python -m benchmarks.remembered RUN [RUN ...] [--machine TEXT]

The runs lie in this workspace and were trained on one dataset. Each is evaluated on its training photos and on the test
photos; kept is the loss of every photo, and printed what telling them apart by the loss alone reaches.
"""

import argparse
import sys

import numpy as np

from core import files
from core.concepts.limits.membership import compute_area, find_best_threshold, guess_members
from core.content.recorded.remembered import FILE, RecordedLosses, Remembered
from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Split
from core.evaluation.evaluate import evaluate, load
from core.inference.model import Model
from core.inference.models import load_model
from core.runs import folder

LEAST = 1e-7  # as Keras clips probabilities


def measure(model: Model, dataset: Dataset, split: Split) -> tuple[list[float], float]:
    """The loss of each photo of a split, and the accuracy."""
    if load(model.evaluations, dataset.name, split) is None:
        evaluate(model, dataset, split)
    found = load(model.evaluations, dataset.name, split)
    if found is None:
        sys.exit(f"There are no pictures in {split}.")
    own = found.probabilities[np.arange(len(found.labels)), found.labels]
    losses = [float(f"{loss:.4g}") for loss in -np.log(np.clip(own, LEAST, 1))]
    return losses, float((found.answers == found.labels).mean())


def record(names, machine):
    recorded = {}
    for name in names:
        model = load_model(name)
        spec = folder.find(name).read_training_spec()
        dataset = datasets.load(spec.dataset)
        members, member_accuracy = measure(model, dataset, "train")
        others, other_accuracy = measure(model, dataset, "test")
        recorded[spec.architecture] = RecordedLosses(
            architecture=spec.architecture, epochs=spec.epochs, members=members, others=others,
            member_accuracy=member_accuracy, other_accuracy=other_accuracy,
        )  # fmt: skip
        losses = np.array(members), np.array(others)
        best = guess_members(*losses, find_best_threshold(*losses, np.unique(losses[0])))
        area = compute_area(*losses)
        print(f"{spec.architecture}: area {area:.3f}, advantage {best.advantage:.3f} at {best.threshold:g}")
    remembered = Remembered(photos=dataset.name, machine=machine, runs=recorded)
    files.write_atomically(FILE, remembered.model_dump_json() + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("runs", nargs="+")
    parser.add_argument("--machine", default="two cores")
    args = parser.parse_args()
    record(args.runs, args.machine)
