"""A bundle: a zip with the ONNX file, all that a program must know of it, and a script that predicts with it."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from pydantic import ValidationError

from core.backbone.features import Rows
from core.cancel import CancelToken
from core.data.pixels.opening.colours import INK_PROFILE
from core.errors import InputError
from core.export import standalone
from core.export.checked_format import CheckedFormat, copy_source
from core.export.comparison import CheckPictures, compute_pictures
from core.export.formats.card import MARKDOWN, CardFormat
from core.i18n import N_
from core.inference.decision import NOT_SURE, Indices, read_decision
from core.inference.imported.bundle_file import CARD, FACTS, MODEL, BundleFacts, explain_fault
from core.inference.model import Model
from core.runs.data_notes import read_data_state
from core.runs.folder import RunFolder

FILES = Path(standalone.__file__).parent
PREDICT, PICTURES, REQUIREMENTS = "predict.py", "pictures.py", "requirements.txt"
FAILED = N_("The bundle's predict.py cannot answer about {file}: {problem}")
NOT_PACKED = N_("{model} cannot leave with these names: {reason}. Rename the class, and train again.")
DECIDES = N_("The bundle's predict.py answers {answer} about {file}, which {model} does not.")


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
            for path in (FILES / PREDICT, FILES / PICTURES, FILES / REQUIREMENTS, INK_PROFILE):
                shutil.copyfile(path, folder / path.name)
            _add_card(model, folder, cancel)
            _pack(folder, target)

    def compute_expected(self, model: Model, pictures: CheckPictures) -> Rows:
        return read_decision(model).calibrate(compute_pictures(model, pictures))

    def ask(self, model: Model, target: Path, pictures: CheckPictures, cancel: CancelToken) -> Rows:
        with TemporaryDirectory() as name:
            with zipfile.ZipFile(target) as opened:
                opened.extractall(name)
            cancel.raise_if_cancelled()
            told = _ask(Path(name), pictures.files)
        rows = np.array([list(one["probabilities"].values()) for one in told], np.float32)
        self._check_answers(model, told, rows)
        return rows

    def decide(self, model: Model, rows: Rows) -> Indices:
        """By the rule; its temperature is in the probabilities already."""
        return read_decision(model).decide(rows, model.classes)

    def _check_answers(self, model: Model, told: Sequence[Mapping[str, Any]], rows: Rows) -> None:
        """Refuse a script that makes other answers of its own probabilities than the rule does."""
        for one, place in zip(told, self.decide(model, rows), strict=True):
            answer, file = one["answer"], Path(one["file"]).name
            if answer != (None if place == NOT_SURE else model.classes[place]):
                raise InputError(DECIDES, file=file, answer=answer or "not sure", model=model.id)


def describe(model: Model) -> BundleFacts:
    """What the bundle says of the model.

    Raises:
        InputError: the model or what was decided about it cannot be read, or no bundle may have its names.

    """
    rule = read_decision(model)
    training = model.training
    state = read_data_state(RunFolder(training.folder)) if training else None
    try:
        return BundleFacts(
            name=model.id, title=model.title, classes=model.classes, image_size=model.image_size, view=model.view,
            temperature=rule.temperature, threshold=rule.threshold, positive=rule.positive,
            reject_below=rule.reject_below, dataset=training.dataset if training else None,
            version=state.version if state else None,
        )  # fmt: skip
    except ValidationError as error:
        raise InputError(NOT_PACKED, model=model.id, reason=explain_fault(error)) from error


def _add_card(model: Model, folder: Path, cancel: CancelToken) -> None:
    with TemporaryDirectory() as name:
        shutil.copyfile(CardFormat().export(model, Path(name), cancel).path / MARKDOWN, folder / CARD)


def _pack(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for path in sorted(folder.iterdir()):
            opened.write(path, path.name)


def _ask(folder: Path, files: Sequence[Path]) -> list[dict[str, Any]]:
    """What the script of the unpacked bundle says, run as people run it, with this program's Python.

    Raises:
        InputError: it ends with an error, or cannot answer about a picture.

    """
    ended = subprocess.run(
        [sys.executable, str(folder / PREDICT), "--json", *map(str, files)],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder,
    )  # fmt: skip
    if ended.returncode:
        raise InputError(FAILED, file=files[0].name, problem=(ended.stderr.strip().splitlines() or ["?"])[-1])
    told: list[dict[str, Any]] = json.loads(ended.stdout)["predictions"]
    for one in told:
        if "problem" in one:
            raise InputError(FAILED, file=Path(one["file"]).name, problem=one["problem"])
    return told
