"""Exports that are a copy of one of the model's own files, and have to answer exactly as the model does."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from core.backbone.features import Rows
from core.cancel import NEVER, CancelToken
from core.data.pixels.decode import Pixels
from core.errors import InputError
from core.export.comparison import compare, read_pictures
from core.export.format import Exported
from core.files import replacing_path
from core.i18n import N_
from core.inference.model import Model

AGREE_TO = 1e-3  # of a probability; the files that training writes agree to 1e-5
Ask = Callable[[Path, Pixels], Rows]  # the probabilities (n, classes) that a file gives for pictures


def copy_and_check(model: Model, name: str, folder: Path, ask: Ask, cancel: CancelToken = NEVER) -> Exported:
    """Copy the model's file of the format `name` into the folder, and see that it answers as the model does.

    Raises:
        InputError: there is no such file, the folder cannot be written, or the file answers otherwise.
        Cancelled: `cancel` asked for it; nothing is left.

    """
    model.load()
    source = _find_file(model, name)
    cancel.raise_if_cancelled()
    make_folder(folder)
    target = folder / f"{model.id}{source.suffix}"
    pixels = read_pictures(model)
    cancel.raise_if_cancelled()
    with replacing_path(target) as temporary:
        shutil.copyfile(source, temporary)
        checked = compare(model.compute_probabilities(pixels), ask(temporary, pixels))
        if not checked.largest_difference <= AGREE_TO:
            raise InputError(
                N_("{file} does not answer as {model} does: a probability differs by {difference}. Train again."),
                file=source.name, model=model.id, difference=f"{checked.largest_difference:.2g}",
            )  # fmt: skip
        cancel.raise_if_cancelled()
    return Exported(model.id, name, target, target.stat().st_size, checked)


def _find_file(model: Model, name: str) -> Path:
    files = model.files
    if name not in files:
        raise InputError(
            N_("There is no {format} file of {model}. Choose another format: {formats}."),
            format=name, model=model.id, formats=", ".join(files),
        )  # fmt: skip
    return files[name]


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
