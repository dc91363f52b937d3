"""Prediction through ONNX Runtime: fast to load, small, and without Keras.

A thread computes one picture on one core, and as many threads as there are cores work side by side. Batches that share
the cores inside ONNX Runtime took two to three times as long on two cores: its threads wait for each other at every
layer, and while they do, they spin on the cores that decoding needs.
"""

from pathlib import Path

import numpy as np
import onnxruntime

from core.backbone.features import Rows
from core.backbone.onnx_session import open_session
from core.data.pixels.decode import Pixels
from core.data.pixels.memory.budget import Budget
from core.networks.outputs import expand_to_both_classes
from core.parallel import WORKERS, in_order

AT_ONCE = Budget(WORKERS)  # pictures in this process, whoever asks: each takes tens of MB


class Classifier:
    """An ONNX file in memory: RGB pixels in, probabilities a class out.

    Raises:
        DamagedFileError: the file cannot be loaded.

    """

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.enable_cpu_mem_arena = False  # it would keep the memory of the largest picture for ever
        options.intra_op_num_threads = 1
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
        return np.concatenate(list(in_order(self._compute_one, np.split(pixels, len(pixels)))))

    def _compute_one(self, picture: Pixels) -> Rows:
        """Probabilities (1, classes) of one picture (1, size, size, 3)."""
        name = self._session.get_inputs()[0].name
        with AT_ONCE.take(1):
            output: Rows = self._session.run(None, {name: picture.astype(np.float32)})[0]
        return expand_to_both_classes(output)
