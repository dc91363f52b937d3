"""Claim: a head holds on photos of another source than those it learned from: 98.3 % balanced with EfficientNet-Lite0,
98.5 % with Lite2.

    python -m benchmarks.other_source FOLDER [FOLDER] [--photos ../shared/data/cats-vs-dogs] [--view crop]

Each folder has one folder a class, called as those of the photos. A head is trained as the button does, and evaluated
as the page does, on its own test photos and on every other folder. Files that both have are counted, since they would
make the figures too good; the pictures that it has wrong are named.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

from benchmarks.temporary import temporary_folder
from core.data import datasets
from core.data.index import Part
from core.data.intake import adding
from core.evaluation.evaluate import evaluate, load
from core.evaluation.report.figure_words import format_interval_of, format_value
from core.inference.run_model import RunModel
from core.jobs.state import ACTIVE
from core.networks.backbones import LITE0, LITE2
from core.runs.life import read_current_state
from core.specs.named_values import spec_from
from core.tasks import train

LEAST = {LITE0: 0.983, LITE2: 0.985}
OWN = "photos"


def train_head(architecture: str, view: str) -> RunModel:
    run, pause = train.start(spec_from({"dataset": OWN, "architecture": architecture, "view": view})), Event()
    while read_current_state(run).state in ACTIVE:
        pause.wait(0.1)
    if run.read_training_result() is None:
        sys.exit(run.log.read_text())
    return RunModel(run)


def judge(model: RunModel, name: str, part: Part) -> float:
    """Print what the model says of those pictures; its balanced accuracy."""
    report = evaluate(model, datasets.load(name), part)
    figures = {title: report.figures[title] for title in ("accuracy", "balanced_accuracy")}
    told = (f"{title} {format_value(title, one)} {format_interval_of(title, one)}" for title, one in figures.items())
    print(f"  {name}: {report.n:,} photos, {', '.join(told)}", flush=True)
    found = load(model.evaluations, name, part)
    if found and part == "all":
        wrong = [path for path, is_wrong in zip(found.paths, found.answers != found.labels, strict=True) if is_wrong]
        print(f"    wrong: {', '.join(wrong)}")
    return figures["balanced_accuracy"].value or 0.0


def main(photos: Path, others: Sequence[Path], view: str) -> None:
    own = {record.sha256 for record in adding.add(photos, OWN).list_pictures()}
    for folder in others:
        dataset = adding.add(folder.resolve(), folder.name)
        shared = sum(record.sha256 in own for record in dataset.list_pictures())
        print(f"{folder.name}: {shared} files are among the photos")
    held = True
    for backbone, least in LEAST.items():
        print(f"{backbone.title}, {view}; claimed: {least:.1%} balanced")
        model = train_head(backbone.name, view)
        judge(model, OWN, "test")
        held &= min(judge(model, folder.name, "all") for folder in others) >= least
    print("HOLDS" if held else "DOES NOT HOLD")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("others", type=Path, nargs="+")
    parser.add_argument("--photos", type=Path, default=Path("../shared/data/cats-vs-dogs"))
    parser.add_argument("--view", default="crop")
    args = parser.parse_args()
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        main(args.photos.resolve(), args.others, args.view)
