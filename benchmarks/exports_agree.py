"""Claim: page, command line, ONNX, LiteRT and a bundle's predict.py agree on 200 real photos.

    python -m benchmarks.exports_agree FOLDER [--photos 200] [--architecture efficientnet_lite0]
                                            [--formats onnx bundle]

FOLDER has a folder for each split and in it one for each class, such as cats-vs-dogs. A model is trained on it, written
in every format, and each file is asked about the same test photos. Printed for each: the largest difference of a
probability from what the screen Predict says, and the changed decisions. Claimed: 1e-3 and none; with 8 bits at most
1 % of the decisions.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.temporary import temporary_folder
from core.backbone.features import Rows
from core.inference.model import Model

AGREE_TO, CHANGED_OF_8_BITS = 1e-3, 0.01
FORMATS = ("onnx", "keras", "litert", "litert_int8", "saved_model", "bundle", "script")


def compare(folder: Path, photos: int, architecture: str, formats: Sequence[str]) -> None:
    from core.cancel import NEVER
    from core.data.intake.adding import add
    from core.data.samples import choose_evenly
    from core.export.comparison import CheckPictures, read_files
    from core.export.formats import find_format
    from core.inference.models import find_model
    from core.specs.training_spec import TrainingSpec
    from core.tasks import train
    from tests.waiting import ended

    dataset = add(folder, "photos")
    run = train.start(TrainingSpec(dataset="photos", architecture=architecture, epochs=3))
    assert ended(run, within=1200.0).state == "finished", run.log.read_text()
    model = find_model(run.run_id)
    records = choose_evenly(dataset.list_pictures(split="test"), photos)
    pictures: CheckPictures = read_files(model, [dataset.find_path(record) for record in records])
    expected = ask_page(model, pictures.files)
    report("command line", expected, ask_command_line(model, pictures.files), AGREE_TO, 0.0)
    for name in formats:
        chosen = find_format(name)
        with temporary_folder() as out:
            exported = chosen.export(model, out)
            found = chosen.ask(model, exported.path, pictures, NEVER)  # type: ignore[attr-defined]
        limits = (1.0, CHANGED_OF_8_BITS) if name == "litert_int8" else (AGREE_TO, 0.0)
        report(f"{name} ({exported.bytes / 1e6:.1f} MB)", expected, found, *limits)


def ask_page(model: Model, files: Sequence[Path]) -> Rows:
    """What the screen Predict shows."""
    from core.inference.predict import predict

    guesses = [predict(model, path, path.name) for path in files]
    return in_order(model, [{guess.label: guess.probability for guess in one} for one in guesses])


def ask_command_line(model: Model, files: Sequence[Path]) -> Rows:
    command = [sys.executable, "-m", "core", "predict", model.id, *map(str, files), "--top", "1000", "--json"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told = json.loads(said)["predictions"]
    return in_order(model, [{one["label"]: one["probability"] for one in row["top"]} for row in told])


def in_order(model: Model, rows: list[dict[str, float]]) -> Rows:
    return np.array([[row[label] for label in model.classes] for row in rows], np.float32)


def report(name: str, expected: Rows, found: Rows, difference: float, changed: float) -> None:
    from core.export.comparison import compare as compare_rows

    told = compare_rows(expected, found)
    good = told.largest_difference <= difference and told.changed_decisions <= changed * told.pictures
    print(
        f"{name}: {told.pictures} photos, largest difference {told.largest_difference:.2g}, "
        f"changed decisions {told.changed_decisions}{'' if good else '  NOT AS CLAIMED'}",
        flush=True,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=200)
    parser.add_argument("--architecture", default="efficientnet_lite0")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=FORMATS)
    args = parser.parse_args()
    with temporary_folder() as home:
        os.environ["GLASSBOX_HOME"] = str(home)
        compare(args.folder.resolve(), args.photos, args.architecture, args.formats)
