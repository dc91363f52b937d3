"""Claim: a temperature fitted on validation photos lowers, or keeps, the test loss of the article's overfitted run.

    python -m benchmarks.temperature [--photos ../shared/data/cats-vs-dogs] [--epochs 12] [--image-size 96] [--seed 0]

The article's network is trained until it knows its training photos by heart. Then it is evaluated on the validation
photos, where the temperature is fitted, and on the test photos, whose loss and calibration error are printed before and
after, each with its 95 % interval. The answers stay the same.
"""

import argparse
import os
from pathlib import Path

from benchmarks.fine_tuned import trained
from benchmarks.temporary import temporary_folder
from core.data import datasets
from core.data.intake import adding
from core.evaluation.evaluate import evaluate, load
from core.evaluation.report.metrics import Report
from core.inference.decision import DecisionRule
from core.inference.run_model import RunModel
from core.specs.training_spec import TrainingSpec

PHOTOS = Path("../shared/data/cats-vs-dogs")


def tell(name: str, report: Report) -> None:
    loss, error = report.figures["log_loss"], report.figures["ece"]
    (low, high), (least, most) = loss.interval or (0, 0), error.interval or (0, 0)
    print(
        f"{name}: test loss {loss.value:.4f} ({low:.4f} to {high:.4f}), calibration error {error.value:.2%} "
        f"({least:.2%} to {most:.2%}), accuracy {report.summary.accuracy:.2%}",
        flush=True,
    )


def main(args: argparse.Namespace) -> None:
    adding.add(args.photos.resolve(), "photos")
    spec = TrainingSpec(
        dataset="photos", architecture="article", image_size=args.image_size, epochs=args.epochs, seed=args.seed
    )
    run, seconds = trained(spec)
    temperature = evaluate(RunModel(run), datasets.load("photos"), "val").temperature
    found = load(run.evaluation, "photos", "test")
    assert found is not None, "the run has just been evaluated on its test photos"
    before, after = found.get_report(), found.apply(DecisionRule(temperature=temperature)).get_report()
    print(f"{args.epochs} epochs in {seconds:.0f} s; temperature {temperature:.3f}")
    tell("as trained", before)
    tell("with the temperature", after)
    print(f"difference: {after.summary.loss - before.summary.loss:+.4f}; claimed: 0 or less")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=Path, default=PHOTOS)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--image-size", type=int, default=96)
    parser.add_argument("--seed", type=int, default=0)
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        main(parser.parse_args())
