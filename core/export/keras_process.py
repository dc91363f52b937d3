"""Asks a process that has Keras what a Keras file answers: Keras is never loaded here."""

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

ANSWERS = "core.training.keras.answers"
ROOT = Path(__file__).parents[2]
ON_THE_CPU = {"CUDA_VISIBLE_DEVICES": "-1"}  # a GPU rounds otherwise, and may be at work

POLL_SECONDS = 0.2

log = logging.getLogger("glassbox")


def ask_keras(path: Path, pixels: Pixels, cancel: CancelToken = NEVER) -> Rows:
    """Probabilities (n, classes) that the Keras file at `path`, which a worker of ours has written, gives for pictures.

    Raises:
        InputError: Keras cannot read the file.
        Cancelled: `cancel` asked for it; the process is ended.

    """
    with TemporaryDirectory() as name:
        asked, told = Path(name, "pixels.npy"), Path(name, "probabilities.npy")
        np.save(asked, pixels)
        command = [sys.executable, "-m", ANSWERS, str(path), str(asked), str(told)]
        environment = ENVIRONMENT | os.environ | ON_THE_CPU
        status, said = _run(command, environment, cancel)
        if status:
            log.warning("%s cannot be asked: %s", path, said)
            raise InputError(N_("Keras cannot read the model's Keras file. Train again, or export it as onnx."))
        answers: Rows = np.load(told)
    return answers


def _run(command: Sequence[str], environment: Mapping[str, str], cancel: CancelToken) -> tuple[int, str]:
    """The exit status of the command, and what it wrote to standard error."""
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            while True:
                cancel.raise_if_cancelled()
                with suppress(subprocess.TimeoutExpired):
                    _nothing, said = process.communicate(timeout=POLL_SECONDS)
                    return process.returncode, said
        except BaseException:
            process.kill()
            raise
