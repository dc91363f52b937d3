"""Asks a process that has Keras what must be asked there: Keras is never loaded here."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from core.backbone.features import Rows
from core.cancel import NEVER, CancelToken
from core.data.pixels.decode import Pixels
from core.errors import InputError
from core.i18n import N_
from core.runs.kind import ENVIRONMENT

ANSWERS = "core.training.keras.exports.answers"
SAVED_MODEL_ANSWERS = "core.training.keras.exports.saved_model_answers"
SCRIPT_ANSWERS = "core.training.keras.exports.script_answers"
CONVERSION = "core.training.keras.exports.conversion"
ROOT = Path(__file__).parents[2]
ON_THE_CPU = {"CUDA_VISIBLE_DEVICES": "-1"}  # a GPU rounds otherwise, and may be at work
BY_TENSORFLOW = {"KERAS_BACKEND": "tensorflow"}  # which alone writes its own formats

POLL_SECONDS = 0.2
UNREADABLE = N_("Keras cannot read the model's Keras file. Train again, or export it as onnx.")
NOT_CONVERTED = N_("TensorFlow cannot write this model as {format}. Choose onnx or keras. Its last words: {said}")
SCRIPT_FAILS = N_("The script that was written does not work: {said}. Choose another format.")

log = logging.getLogger("glassbox")


def ask_keras(path: Path, pixels: Pixels, cancel: CancelToken = NEVER) -> Rows:
    """Probabilities (n, classes) that the Keras file at `path`, which a worker of ours has written, gives for pictures.

    Raises:
        InputError: Keras cannot read the file.
        Cancelled: `cancel` asked for it; the process is ended.

    """
    return _ask(ANSWERS, path, pixels, cancel)


def ask_saved_model(path: Path, pixels: Pixels, cancel: CancelToken = NEVER) -> Rows:
    """The same of a SavedModel folder that `convert` has written."""
    return _ask(SAVED_MODEL_ANSWERS, path, pixels, cancel)


def convert(
    name: str, path: Path, target: Path, cancel: CancelToken = NEVER, calibration: Pixels | None = None
) -> None:
    """Write the Keras file at `path`, which a worker of ours has written, in the format `name` to `target`.

    `calibration` are training pictures, (n, size, size, 3), for a format of 8 bits.

    Raises:
        InputError: it cannot be converted.
        Cancelled: `cancel` asked for it; the process is ended.

    """
    with TemporaryDirectory() as folder:
        arguments = [name, str(path), str(target)]
        if calibration is not None:
            np.save(Path(folder, "pixels.npy"), calibration)
            arguments.append(str(Path(folder, "pixels.npy")))
        status, said = run_module(CONVERSION, arguments, cancel, BY_TENSORFLOW)
    if status:
        log.warning("%s cannot be written as %s: %s", path, name, said)
        raise InputError(NOT_CONVERTED, format=name, said=_read_last_line(said))


def ask_script(script: Path, path: Path, pictures: Sequence[Path], cancel: CancelToken = NEVER) -> Rows:
    """Probabilities (n, classes) that the network of a script of ours gives for pictures, with the weights at `path`.

    Raises:
        InputError: the script fails.
        Cancelled: `cancel` asked for it; the process is ended.

    """
    with TemporaryDirectory() as name:
        asked, told = Path(name, "pictures.json"), Path(name, "probabilities.npy")
        asked.write_text(json.dumps([str(one) for one in pictures]), encoding="utf-8")
        arguments = [str(one) for one in (script, path, asked, told)]
        status, said = run_module(SCRIPT_ANSWERS, arguments, cancel, BY_TENSORFLOW)
        if status:
            log.warning("%s fails: %s", script, said)
            raise InputError(SCRIPT_FAILS, said=_read_last_line(said))
        answers: Rows = np.load(told)
    return answers


def _read_last_line(said: str) -> str:
    return (said.strip().splitlines() or ["?"])[-1]


def _ask(module: str, path: Path, pixels: Pixels, cancel: CancelToken) -> Rows:
    with TemporaryDirectory() as name:
        asked, told = Path(name, "pixels.npy"), Path(name, "probabilities.npy")
        np.save(asked, pixels)
        status, said = run_module(module, [str(path), str(asked), str(told)], cancel)
        if status:
            log.warning("%s cannot be asked: %s", path, said)
            raise InputError(UNREADABLE)
        answers: Rows = np.load(told)
    return answers


def run_module(
    module: str, arguments: Sequence[str], cancel: CancelToken, variables: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run `python -m MODULE ARGUMENTS` to its end; its exit status, and what it wrote to standard error.

    Raises:
        Cancelled: `cancel` asked for it; the process is ended.

    """
    environment = {**ENVIRONMENT, **os.environ, **ON_THE_CPU, **(variables or {})}
    with subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            while True:
                cancel.raise_if_cancelled()
                with suppress(subprocess.TimeoutExpired):
                    _nothing, said = process.communicate(timeout=POLL_SECONDS)
                    return process.returncode, said
        except BaseException:
            process.kill()
            raise
