"""Prediction through ONNX Runtime: fast to load, small, and without Keras."""

from pathlib import Path

import numpy as np
import onnxruntime

from core.backbone.features import Rows
from core.backbone.onnx_session import open_session
from core.data.pixels.decode import Pixels
from core.data.pixels.memory.budget import Budget

ONE = Budget(1)  # one batch at a time in this process: it uses all cores, and each more would take tens of MB


class Classifier:
    """An ONNX file in memory: RGB pixels in, probabilities a class out.

    Raises:
        DamagedFileError: the file cannot be loaded.

    """

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.enable_cpu_mem_arena = False  # it would keep the memory of the largest batch for ever
        self._session = open_session(path, options)

    @property
    def image_size(self) -> int:
        """The side of the model's square input, in pixels."""
        return int(self._session.get_inputs()[0].shape[1])

    @property
    def outputs(self) -> int:
        """The number of classes; one output unit means two."""
        return max(2, int(self._session.get_outputs()[0].shape[1]))

    def compute_probabilities(self, pixels: Pixels) -> Rows:
        """Probabilities (n, classes) of pictures (n, size, size, 3), uint8."""
        name = self._session.get_inputs()[0].name
        with ONE.take(1):
            output: Rows = self._session.run(None, {name: pixels.astype(np.float32)})[0]
        return np.hstack([1 - output, output]) if output.shape[1] == 1 else output
