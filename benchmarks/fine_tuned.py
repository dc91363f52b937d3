"""Claims: fine-tuned, 2,000 photos of cats and dogs reach 99.2 % in ten minutes on two cores, head first and all.

    python -m benchmarks.fine_tuned [--photos ../shared/data/cats-vs-dogs] [--trainable all] [--epochs 6] [--seed 0]

The clock runs from `train.start` to the end of the run without its judgement of the test photos. Nothing is kept but
the backbone's ONNX form. Beside it stands the head alone, on the same photos. `--photos` may be any folder with one
folder a class; with `clothing10` the claim is that fine-tuning is better than the head alone.
"""

import argparse
import os
import sys
from pathlib import Path
from threading import Event
from time import monotonic

from benchmarks.temporary import temporary_folder
from core.backbone.onnx_form import ensure_backbone_file
from core.data.intake import adding
from core.evaluation.evaluate import load
from core.intervals import compute_wilson_interval
from core.jobs.state import ACTIVE
from core.networks.backbones import EMBEDDED
from core.runs.folder import RunFolder
from core.runs.life import read_current_state
from core.specs.named_values import spec_from
from core.specs.training_spec import TrainingSpec
from core.tasks import train

PHOTOS = Path("../shared/data/cats-vs-dogs")


def trained(spec: TrainingSpec) -> tuple[RunFolder, float]:
    """The run at its end, and its seconds without the judgement."""
    began, pause = monotonic(), Event()
    run = train.start(spec)
    while read_current_state(run).state in ACTIVE:
        pause.wait(0.2)
    seconds, result = monotonic() - began, run.read_training_result()
    if result is None:
        sys.exit(f"The run failed: {read_current_state(run).reason}\n{run.log.read_text()}")
    return run, seconds - result.seconds.evaluate


def tell(name: str, run: RunFolder, seconds: float) -> None:
    predictions = load(run.evaluation, "photos", "test")
    if predictions is None:
        sys.exit("There are no test photos.")
    report = predictions.get_report()
    right = round(report.summary.accuracy * report.n)
    low, high = compute_wilson_interval(right, report.n)
    print(
        f"{name}: {right:,} of {report.n:,} right, {right / report.n:.2%} ({low:.2%} to {high:.2%}), "
        f"macro F1 {report.macro.f1.value:.4f}, in {seconds:.0f} s",
        flush=True,
    )


def main(args: argparse.Namespace) -> None:
    ensure_backbone_file()
    adding.add(args.photos.resolve(), "photos")
    common = {"dataset": "photos", "architecture": EMBEDDED.name, "seed": args.seed}
    wanted = {"trainable": args.trainable, "epochs": args.epochs, "learning_rate": args.learning_rate}
    settings = dict(pair.split("=", 1) for pair in args.set)
    tuned = spec_from(common | {name: value for name, value in wanted.items() if value is not None} | settings)
    tell(f"fine-tuned ({tuned.trainable}, {tuned.epochs} epochs, {tuned.learning_rate:g})", *trained(tuned))
    tell("head only", *trained(spec_from(common)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=Path, default=PHOTOS)
    parser.add_argument("--trainable", default="all", choices=("top", "all"))
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        main(parser.parse_args())
