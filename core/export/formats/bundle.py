"""A bundle: a zip with the ONNX file, all that a program must know of it, and a script that predicts with it."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from core.backbone.features import Rows
from core.cancel import CancelToken
from core.errors import InputError
from core.export import standalone
from core.export.checked_format import CheckedFormat, copy_source
from core.export.comparison import CheckPictures, compute_pictures
from core.export.formats.card import CardFormat
from core.i18n import N_
from core.inference.decision import read_decision
from core.inference.imported.bundle_file import CARD, FACTS, MODEL, BundleFacts
from core.inference.model import Model
from core.runs.data_notes import read_data_state
from core.runs.folder import RunFolder

FILES = Path(standalone.__file__).parent
PREDICT, PICTURES, REQUIREMENTS = "predict.py", "pictures.py", "requirements.txt"
FAILED = N_("The bundle's predict.py cannot answer about {file}: {problem}")


class BundleFormat(CheckedFormat):
    """Its own `predict.py` is run on the pictures, and has to say what the model says with its decision rule."""

    name = "bundle"
    title = N_("Bundle")
    purpose = N_(
        "To use it elsewhere at once, or in another Glassbox: model, classes, threshold, card, and a script that "
        "predicts."
    )
    needs_keras = False
    tolerance = 1e-4
    suffix = "-bundle.zip"

    def write(self, model: Model, target: Path, cancel: CancelToken) -> None:
        with TemporaryDirectory() as name:
            folder = Path(name)
            copy_source(model, self.source, folder / MODEL)
            (folder / FACTS).write_text(describe(model).model_dump_json(indent=2) + "\n", encoding="utf-8")
            for one in (PREDICT, PICTURES, REQUIREMENTS):
                shutil.copyfile(FILES / one, folder / one)
            _add_card(model, folder, cancel)
            _pack(folder, target)

    def compute_expected(self, model: Model, pictures: CheckPictures) -> Rows:
        return read_decision(model).calibrate(compute_pictures(model, pictures))

    def ask(self, model: Model, target: Path, pictures: CheckPictures, cancel: CancelToken) -> Rows:
        with TemporaryDirectory() as name:
            with zipfile.ZipFile(target) as opened:
                opened.extractall(name)
            cancel.raise_if_cancelled()
            return _ask(Path(name), pictures.files)


def describe(model: Model) -> BundleFacts:
    """What the bundle says of the model.

    Raises:
        InputError: the model or what was decided about it cannot be read.

    """
    rule = read_decision(model)
    training = model.training
    state = read_data_state(RunFolder(training.folder)) if training else None
    return BundleFacts(
        name=model.id, title=model.title, classes=model.classes, image_size=model.image_size, view=model.view,
        temperature=rule.temperature, threshold=rule.threshold, positive=rule.positive, reject_below=rule.reject_below,
        dataset=training.dataset if training else None, version=state.version if state else None,
    )  # fmt: skip


def _add_card(model: Model, folder: Path, cancel: CancelToken) -> None:
    with TemporaryDirectory() as name:
        shutil.copyfile(CardFormat().export(model, Path(name), cancel).path, folder / CARD)


def _pack(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for path in sorted(folder.iterdir()):
            opened.write(path, path.name)


def _ask(folder: Path, files: Sequence[Path]) -> Rows:
    """What the script of the unpacked bundle says, run as people run it, with this program's Python."""
    ended = subprocess.run(
        [sys.executable, str(folder / PREDICT), "--json", *map(str, files)],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder,
    )  # fmt: skip
    if ended.returncode:
        raise InputError(FAILED, file=files[0].name, problem=(ended.stderr.strip().splitlines() or ["?"])[-1])
    rows = [_read_row(one) for one in json.loads(ended.stdout)["predictions"]]
    return np.array(rows, np.float32)


def _read_row(told: dict[str, Any]) -> list[float]:
    if "problem" in told:
        raise InputError(FAILED, file=Path(told["file"]).name, problem=told["problem"])
    return list(told["probabilities"].values())
