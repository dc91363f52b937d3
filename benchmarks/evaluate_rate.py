"""Claim: 2,000 photos are evaluated at 150 images a second or more with the head on EfficientNet-Lite0, on two cores.

    python -m benchmarks.evaluate_rate [--photos ../shared/data/cats-vs-dogs] [--rounds 3]

The head is trained first, and then every stored feature is removed before each round, so that each photo is decoded and
goes through the network; the report with all its intervals is computed and saved, too. The best round counts. Beside it
stands how long the network alone takes for as many photos, and an evaluation whose features are stored.
"""

import argparse
import os
from pathlib import Path
from time import perf_counter

from benchmarks.fine_tuned import trained
from benchmarks.network_alone import measure_network_alone
from benchmarks.temporary import temporary_folder
from core import workspace
from core.backbone.onnx_form import ensure_backbone_file
from core.data import datasets
from core.data.intake import adding
from core.evaluation.evaluate import evaluate
from core.inference.run_model import RunModel
from core.networks.backbones import EMBEDDED
from core.runs.folder import RunFolder
from core.runs.kind import ENVIRONMENT
from core.specs.training_spec import TrainingSpec

PHOTOS = Path("../shared/data/cats-vs-dogs")
AT_LEAST = 150


def measure(run: RunFolder) -> tuple[int, float]:
    """How many photos were evaluated, and in how many seconds."""
    began = perf_counter()
    report = evaluate(RunModel(run), datasets.load("photos"), "test")
    return report.n, perf_counter() - began


def main(args: argparse.Namespace) -> None:
    ensure_backbone_file()
    adding.add(args.photos.resolve(), "photos")
    run, _seconds = trained(TrainingSpec(dataset="photos", architecture=EMBEDDED.name, image_size=224))
    rates = []
    for _round in range(args.rounds):
        for path in workspace.current().features.glob("*.sqlite*"):
            path.unlink()
        n, seconds = measure(run)
        rates.append(n / seconds)
        alone = measure_network_alone(n)
        print(
            f"{n:,} photos in {seconds:.1f} s: {n / seconds:.1f} images/s; the network alone takes {alone:.1f} s: "
            f"{seconds / alone:.2f} times as long",
            flush=True,
        )
    n, seconds = measure(run)
    print(f"with stored features: {n:,} photos in {seconds:.1f} s")
    print(f"best of {args.rounds}: {max(rates):.1f} images/s; claimed: at least {AT_LEAST}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=Path, default=PHOTOS)
    parser.add_argument("--rounds", type=int, default=3)
    os.environ.update(ENVIRONMENT)  # as a worker has it
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        main(parser.parse_args())
