"""Record the three ways to train on the same photos and the same budget: `core/content/recorded/three_ways.json`.

    python -m benchmarks.three_ways PHOTOS [--counts 10 20 50 100 500 850] [--budget 120] [--test 1000]
        [--machine TEXT] [--out FILE]

PHOTOS is a folder with `train/<class>` and `test/<class>`, such as cats-vs-dogs. For every number of photos a class
the head alone is trained, the network is fine-tuned, and `compact` is trained from scratch, each as a real run in a
worker of its own. A run that is still training when the budget of seconds is spent is stopped, its best weights kept.
150 further training photos a class are the validation photos of every run; `--test` limits the test photos a class.
"""

import argparse
import os
import shutil
import time
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.temporary import temporary_folder
from tests.waiting import ended, until

COUNTS = (10, 20, 50, 100, 500, 850)
DIGITS = (10, 20, 50, 100)
VALIDATION = 150  # photos a class
PATIENCE = 900  # seconds that stopping and judging a run may take
WAYS: dict[str, dict[str, Any]] = {
    "head": {"architecture": "efficientnet_lite0", "trainable": "head"},
    "fine_tune": {"architecture": "efficientnet_lite0", "trainable": "top"},
    "scratch": {"architecture": "compact", "image_size": 96, "epochs": 300},
}


def subset(photos: Path, target: Path, count: int, test: int) -> None:
    """The first `count` photos of each class to train on; validation and test photos are the same for every count."""
    for label in sorted(folder for folder in (photos / "train").iterdir() if folder.is_dir()):
        files = sorted(label.iterdir())
        parts = {
            "train": files[VALIDATION : VALIDATION + count],
            "val": files[:VALIDATION],
            "test": sorted((photos / "test" / label.name).iterdir())[:test],
        }
        for split, chosen in parts.items():
            place = target / split / label.name
            place.mkdir(parents=True)
            for file in chosen:
                shutil.copy(file, place)


def trial(way: str, dataset: str, count: int, budget: float) -> dict[str, object] | None:
    """One run from the button to its judgement; None if the budget was spent before there was a model."""
    from core.jobs.state import ACTIVE
    from core.runs import control
    from core.runs.life import read_current_state
    from core.specs.training_spec import TrainingSpec
    from core.tasks import train

    run = train.start(TrainingSpec.model_validate({"dataset": dataset, **WAYS[way]}))
    spent = time.monotonic() + budget
    until(lambda: read_current_state(run).state not in ACTIVE or time.monotonic() > spent, within=budget + PATIENCE)
    control.stop(run)
    ended(run, within=PATIENCE)
    outcome = _outcome(run)
    return {"way": way, "per_class": count, **outcome} if outcome else None


def _outcome(run) -> dict[str, object] | None:
    from core.evaluation.evaluate import load
    from core.jobs.events import EventReader
    from core.runs.life import read_current_state

    result, said = run.read_training_result(), load(run.evaluation, run.read_training_spec().dataset, "test")
    if result is None or said is None:
        print(f"{run.run_id} has no model: {read_current_state(run).reason or 'the budget was spent'}", flush=True)
        return None
    epochs = [event for event in EventReader(run.events).read() if event["kind"] == "epoch"]
    return {
        "right": int((said.probabilities.argmax(axis=1) == said.labels).sum()),
        "n": len(said.labels),
        "seconds": round(result.seconds.total - (result.seconds.evaluate or 0), 2),
        "times": [round(event["t"], 2) for event in epochs],
        "accuracies": [event["val_accuracy"] for event in epochs],
    }


def parameters() -> dict[str, tuple[int, int]]:
    """Of each way: how many parameters learn, and how many there are."""
    from core.networks.architecture import count_parameters as counted
    from core.networks.architecture import summarize
    from core.specs.network import describe_network
    from core.specs.training_spec import TrainingSpec

    found = {}
    for way, values in WAYS.items():
        held = counted(
            summarize(describe_network(TrainingSpec.model_validate({"dataset": "any", **values}), classes=2))
        )
        found[way] = (held.trainable, held.trainable + held.frozen)
    return found


@cache
def elsewhere() -> list[dict[str, int]]:
    """Where transfer does not help: digits by the backbone's features, and by their 64 pixels."""
    import numpy as np

    from core.backbone.features import compute_features, take_picture_of_record
    from core.backbone.quick_head import Subspace, fit
    from core.data.intake import adding
    from core.data.pixels.decode import decode

    digits = adding.ensure("digits")
    learned, asked = digits.list_pictures(split="train"), digits.list_pictures(split="test")
    labels = [np.array([digits.classes.index(one.label) for one in part]) for part in (learned, asked)]
    kinds = {
        "by_features": [
            compute_features([take_picture_of_record(digits, one) for one in part]) for part in (learned, asked)
        ],
        "by_pixels": [
            np.array([decode(digits.find_path(one), 8).mean(axis=2).ravel() for one in part])
            for part in (learned, asked)
        ],
    }
    found = []
    for count in DIGITS:
        few = np.concatenate([np.flatnonzero(labels[0] == label)[:count] for label in range(len(digits.classes))])
        said = {}
        for kind, (rows, new) in kinds.items():
            subspace = Subspace.spanned_by(rows[few])
            head = fit(subspace.coordinates, labels[0][few], len(digits.classes))
            said[kind] = head.logits(subspace.project(new)).argmax(axis=1)
        right = {kind: int((answers == labels[1]).sum()) for kind, answers in said.items()}
        found.append({"per_class": count, **right, "n": len(asked)})
    return found


def record(photos: Path, counts: list[int], budget: float, test: int, machine: str, out: Path) -> None:
    from core.data.intake import adding

    trials = []
    with temporary_folder() as temporary:
        os.environ["GLASSBOX_HOME"] = str(temporary / "home")
        for count in counts:
            folder = temporary / f"photos{count}"
            subset(photos, folder, count, test)
            adding.add(folder, f"photos{count}")
            for way in WAYS:
                if one := trial(way, f"photos{count}", count, budget):
                    print(
                        f"{count:4} a class, {way:9}: {one['right']} of {one['n']} right, {one['seconds']} s",
                        flush=True,
                    )
                    trials.append(one)
                    out.write_text(recording(photos, budget, machine, trials), encoding="utf-8")


def recording(photos: Path, budget: float, machine: str, trials: list[dict[str, object]]) -> str:
    """The file's text, checked as those who read it will check it."""
    from core.content.recorded.three_ways import ThreeWays

    return (
        ThreeWays.model_validate(
            {
                "machine": machine,
                "photos": photos.name,
                "validation": 2 * VALIDATION,
                "budget": budget,
                "parameters": parameters(),
                "trials": trials,
                "digits": elsewhere(),
            }
        ).model_dump_json(indent=1)
        + "\n"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("photos", type=Path)
    parser.add_argument("--counts", type=int, nargs="+", default=list(COUNTS))
    parser.add_argument("--budget", type=float, default=120)
    parser.add_argument("--test", type=int, default=1000)
    parser.add_argument("--machine", default=f"{os.cpu_count()} cores", help="what readers are told it ran on")
    parser.add_argument("--out", type=Path, default=Path("core/content/recorded/three_ways.json"))
    args = parser.parse_args()
    record(args.photos, args.counts, args.budget, args.test, args.machine, args.out)
