"""A stranger's ONNX file, asked in a process of its own: see `worker.py` for what that process may do.

The process is started when it is first needed, ends when nobody asks for some minutes or nobody holds the classifier
any more, and is started again unnoticed. One that takes too long is ended.
"""

import json
import subprocess
import sys
import threading
import weakref
from contextlib import suppress
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from core.backbone.features import Rows
from core.data.pixels.decode import Pixels
from core.errors import InputError
from core.i18n import N_
from core.inference.model import BATCH
from core.networks.outputs import expand_to_both_classes

ROOT = Path(__file__).parents[3]
WORKER = "core.inference.imported.worker"
LOADING_SECONDS = 60.0
BATCH_SECONDS = 60.0
FAILED = N_("The model {model} cannot be used: it fails, takes too long, or takes too much memory. Export it again.")


@dataclass(frozen=True)
class _Opened:
    """A process that has loaded the file, and what it said of it."""

    process: "subprocess.Popen[bytes]"
    image_size: int
    outputs: int


class ApartClassifier:
    """An ONNX file in another process: RGB pixels in, probabilities a class out. Threads take turns.

    Raises:
        InputError: the file is refused, fails, takes too long or too much memory; the sentence calls it `name`.

    """

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name, self._lock = path, name, threading.Lock()
        self._opened = self._open()

    @property
    def image_size(self) -> int:
        """The side of the model's square input, in pixels."""
        return self._opened.image_size

    @property
    def outputs(self) -> int:
        """The number of classes; one output unit means two."""
        return max(2, self._opened.outputs)

    def compute_probabilities(self, pixels: Pixels) -> Rows:
        """Probabilities (n, classes) of pictures (n, size, size, 3), uint8."""
        with self._lock:
            rows = [self._ask(pixels[start : start + BATCH]) for start in range(0, len(pixels), BATCH)]
        return expand_to_both_classes(np.concatenate(rows))

    def close(self) -> None:
        _end(self._opened.process)

    def _ask(self, pixels: Pixels) -> Rows:
        """One batch; of a process that has gone idle meanwhile another one."""
        if self._opened.process.poll() is not None:
            self._opened = self._open()
        process = self._opened.process
        assert process.stdin is not None
        with _Deadline(process, BATCH_SECONDS):
            with suppress(BrokenPipeError):  # then it has no answer either
                process.stdin.write(json.dumps({"shape": pixels.shape}).encode() + b"\n")
                process.stdin.write(np.ascontiguousarray(pixels).tobytes())
                process.stdin.flush()
            return self._read_rows(process, len(pixels))

    def _read_rows(self, process: "subprocess.Popen[bytes]", count: int) -> Rows:
        """Finite numbers (count, outputs): what else it may say is a failure."""
        shape = self._read_line(process).get("shape")
        if shape != [count, self._opened.outputs] or process.stdout is None:
            raise InputError(FAILED, model=self._name)
        data = process.stdout.read(4 * prod(shape))
        if len(data) < 4 * prod(shape):
            raise InputError(FAILED, model=self._name)
        rows: Rows = np.frombuffer(data, np.float32).reshape(shape)
        if not np.isfinite(rows).all():
            raise InputError(FAILED, model=self._name)
        return rows

    def _open(self) -> _Opened:
        process = subprocess.Popen(
            [sys.executable, "-m", WORKER, str(self._path)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        weakref.finalize(self, _end, process)
        with _Deadline(process, LOADING_SECONDS):
            told = self._read_line(process)
        if "problem" in told:
            _end(process)
            raise InputError(told["problem"], **told["values"])
        return _Opened(process, told["image_size"], told["outputs"])

    def _read_line(self, process: "subprocess.Popen[bytes]") -> dict[str, Any]:
        assert process.stdout is not None
        try:
            told: dict[str, Any] = json.loads(process.stdout.readline())
        except ValueError as error:
            _end(process)
            raise InputError(FAILED, model=self._name) from error
        return told


class _Deadline:
    """Inside, the process is ended if it takes longer than that."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float) -> None:
        self._timer = threading.Timer(seconds, process.kill)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError, AttributeError):
            pipe.close()  # type: ignore[union-attr]
