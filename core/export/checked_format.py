"""What the formats share: the file is written beside its place, asked about pictures, and only then put there."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from core import files
from core.backbone.features import Rows
from core.cancel import NEVER, CancelToken
from core.errors import InputError
from core.export.comparison import PICTURES, CheckPictures, compare, compute_in_batches, open_pictures
from core.export.format import Checked, Exported
from core.i18n import N_, Message
from core.inference.decision import DecisionRule, Indices, read_decision
from core.inference.model import Model

AGREE_TO = 1e-3  # of a probability; the files that training writes agree to 1e-5
NO_FILE = N_("There is no {format} file of {model}. Choose another format: {formats}.")
DIFFERS = N_("{file} does not answer as {model} does: a probability differs by {difference}. Train again.")


class CheckedFormat:
    """A format whose file or folder answers about pictures; a member writes one and asks it.

    Attributes:
        suffix: of the file or the folder.
        source: of the model's own files the one that it is made of, as in `Model.files`.
        keeps_rule: whether what is kept with the model about its answers goes with it.
        most_pictures: that it is asked about.

    """

    name: str
    suffix: str
    source: str = "onnx"
    keeps_rule: bool = True
    most_pictures: int = PICTURES

    def find_obstacle(self, model: Model) -> Message | None:
        if self.source in model.files:
            return None
        return Message(NO_FILE, {"format": self.source, "model": model.id, "formats": ", ".join(model.files)})

    def write(self, model: Model, target: Path, cancel: CancelToken) -> None:
        """Write the model as the file or the folder `target`, which is not there."""
        raise NotImplementedError

    def ask(self, model: Model, target: Path, pictures: CheckPictures, cancel: CancelToken) -> Rows:
        """The probabilities (n, classes) that what was written gives for the pictures."""
        raise NotImplementedError

    def compute_expected(self, model: Model, pictures: CheckPictures) -> Rows:
        """The probabilities (n, classes) that the model gives."""
        return compute_in_batches(model.compute_probabilities, pictures.pixels)

    def decide(self, model: Model, rows: Rows) -> Indices:
        """The answers to probabilities (n, classes): by the rule that is kept with the model, if it goes with them."""
        rule = read_decision(model) if self.keeps_rule else DecisionRule()
        return rule.decide(rule.calibrate(rows), model.classes)

    def find_fault(self, checked: Checked, file: str, model: Model) -> Message | None:
        """Why what was written must not be used; None if it answers as the model does."""
        if checked.largest_difference <= AGREE_TO:
            return None
        return Message(
            DIFFERS, {"file": file, "model": model.id, "difference": f"{checked.largest_difference:.2g}"}
        )  # fmt: skip

    def export(self, model: Model, folder: Path, cancel: CancelToken = NEVER) -> Exported:
        """See `ExportFormat.export`."""
        model.load()
        _raise_if(self.find_obstacle(model))
        cancel.raise_if_cancelled()
        make_folder(folder)
        target = folder / f"{model.id}{self.suffix}"
        with open_pictures(model, self.most_pictures) as pictures, _replacing(target) as temporary:
            cancel.raise_if_cancelled()
            self.write(model, temporary, cancel)
            expected, found = self.compute_expected(model, pictures), self.ask(model, temporary, pictures, cancel)
            checked = compare(expected, found, partial(self.decide, model))
            _raise_if(self.find_fault(checked, target.name, model))
            cancel.raise_if_cancelled()
        return Exported(model.id, self.name, target, measure_bytes(target), checked)


def _raise_if(problem: Message | None) -> None:
    if problem is not None:
        raise InputError(problem.text, **problem.values)


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """A path for what takes the place of the file or folder `target` at the end; after an error nothing is left."""
    temporary = files.temporary_path(target.parent, target.suffix)
    with files.disk_errors(target):
        try:
            yield temporary
            if temporary.is_dir():
                files.remove(target)
            temporary.replace(target)
        finally:
            files.remove(temporary)


def measure_bytes(path: Path) -> int:
    """The size of a file, or of all files in a folder."""
    return sum(one.stat().st_size for one in [path, *path.rglob("*")] if one.is_file())


def make_folder(folder: Path) -> None:
    """Make the folder that somebody has named, if it is not there.

    Raises:
        InputError: it cannot be written.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError
    except OSError as error:
        raise InputError(N_("The folder {folder} cannot be written. Name another one."), folder=str(folder)) from error


def copy_source(model: Model, source: str, target: Path) -> None:
    """The model's own file of that format, as it is."""
    shutil.copyfile(model.files[source], target)
