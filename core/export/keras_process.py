"""Asks a process that has Keras what a Keras file answers: Keras is never loaded here."""

import logging
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from core.backbone.features import Rows
from core.data.pixels.decode import Pixels
from core.errors import InputError
from core.i18n import N_
from core.runs.kind import ENVIRONMENT

ANSWERS = "core.training.keras.answers"
ROOT = Path(__file__).parents[2]
ON_THE_CPU = {"CUDA_VISIBLE_DEVICES": "-1"}  # a GPU rounds otherwise, and may be at work

log = logging.getLogger("glassbox")


def ask_keras(path: Path, pixels: Pixels) -> Rows:
    """Probabilities (n, classes) that the Keras file at `path`, which a worker of ours has written, gives for pictures.

    Raises:
        InputError: Keras cannot read the file.

    """
    with TemporaryDirectory() as name:
        asked, told = Path(name, "pixels.npy"), Path(name, "probabilities.npy")
        np.save(asked, pixels)
        command = [sys.executable, "-m", ANSWERS, str(path), str(asked), str(told)]
        environment = ENVIRONMENT | os.environ | ON_THE_CPU
        ended = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        if ended.returncode:
            log.warning("%s cannot be asked: %s", path, ended.stderr)
            raise InputError(N_("Keras cannot read the model's Keras file. Train again, or export it as onnx."))
        answers: Rows = np.load(told)
    return answers
