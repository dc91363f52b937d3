"""The callback that records the inside of the model at the end of every epoch."""

import math
from pathlib import Path
from typing import Any

import keras
import numpy as np
import psutil
from keras import ops

from core.data.pixels.cache import Decoded
from core.networks.outputs import expand_to_both_classes
from core.runs.inside import Header, Snapshot, write, write_header
from core.training.stages import choose_inspected_pictures
from core.training.watching.confusion import read_confusion
from core.training.watching.gpu_load import GpuLoad
from core.training.watching.gradients import read_squared_gradients
from core.training.watching.probe import (
    PICTURES,
    build_probe,
    ends_in_relu,
    iterate_layers,
    read_first_filters,
)

STRETCH = 2**19  # numbers of one variable, from which its update is measured; copying more would take its time

Logs = dict[str, Any] | None


class Inspector(keras.callbacks.Callback):
    """Writes a `Snapshot` an epoch into `folder`.

    The confusion matrix comes from the validation that `fit` does anyway. The norms are those of the epoch's last
    step, before and after which the weights (of large layers a part) are copied. Everything else comes from predicting
    a few validation pictures.
    """

    def __init__(self, folder: Path, pictures: Decoded, seed: int) -> None:
        super().__init__()
        self._folder = folder
        self._pictures = pictures
        self._chosen = choose_inspected_pictures(pictures, seed)
        self._before: list[np.ndarray] = []
        self._norms = np.zeros((0, 3), np.float32)
        self._gpu = GpuLoad()

    def state(self) -> dict[str, Any]:
        """The norms of the epoch's last step, in case the training is saved before its validation is done."""
        return {"norms": self._norms.tolist()}

    def restore(self, state: dict[str, Any]) -> None:
        self._norms = np.array(state["norms"], np.float32).reshape(-1, 3)

    def on_train_begin(self, logs: Logs = None) -> None:
        model = self.model
        self._layers = [layer for layer in iterate_layers(model) if layer.trainable_variables]
        self._relus = [layer for layer in model.layers if ends_in_relu(layer)]
        self._probe = build_probe(model, self._relus)
        self._images = self._pictures.images[self._chosen]
        followed = self._chosen[:PICTURES]
        header = Header(
            classes=self._pictures.classes,
            paths=tuple(self._pictures.paths[place] for place in followed),
            labels=tuple(self._pictures.labels[followed].tolist()),
            layers=tuple(layer.name for layer in self._layers),
            kinds=tuple(type(layer).__name__ for layer in self._layers),
            relus=tuple(layer.name for layer in self._relus),
            probe=len(self._chosen),
        )
        write_header(self._folder, header)

    def on_train_batch_begin(self, batch: int, logs: Logs = None) -> None:
        if batch == self.params["steps"] - 1:
            self._before = [read_stretch(one) for one in self.model.trainable_variables]
            self._gpu.ask()

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        if batch == self.params["steps"] - 1:
            self._norms = self._measure()
            self._before = []

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        *peaks, answers = self._predict_probe()
        snapshot = Snapshot(
            epoch=epoch + 1,
            confusion=read_confusion(self.model),
            probabilities=expand_to_both_classes(answers[:PICTURES]),
            layers=self._norms,
            dead=np.array([(peak.max(axis=0) <= 0).mean() for peak in peaks], np.float32),
            filters=read_first_filters(self.model),
            learning_rate=float(ops.convert_to_numpy(self.model.optimizer.learning_rate)),
            memory=float(psutil.Process().memory_info().rss),
            gpu=self._gpu.answer(),
        )
        write(self._folder, snapshot)

    def _predict_probe(self) -> list[np.ndarray]:
        """The largest output of every ReLU, (pictures, units) each, and the model's predictions, in this order."""
        found = self._probe.predict_on_batch(self._images)
        return [np.asarray(one, np.float32) for one in (found if isinstance(found, list) else [found])]

    def _measure(self) -> np.ndarray:
        """For each layer: norm of the weights, norm of the gradient, norm of the step by that of the weights."""
        variables = self.model.trainable_variables
        after = [read_stretch(one) for one in variables]
        updates = [new - old for new, old in zip(after, self._before, strict=True)]
        columns = (
            [float(ops.sum(ops.square(one))) for one in variables],
            read_squared_gradients(self.model),
            [_sum_squares(one) for one in updates],
            [_sum_squares(one) for one in after],
        )
        squares = dict(zip(map(id, variables), np.column_stack(columns), strict=True))
        sums = [np.sum([squares[id(one)] for one in layer.trainable_variables], axis=0) for layer in self._layers]
        weights, gradient, update, stretched = np.sqrt(sums).T
        return np.column_stack([weights, gradient, update / np.maximum(stretched, 1e-12)]).astype(np.float32)


def read_stretch(variable: keras.Variable) -> np.ndarray:
    """A variable's numbers; of a large one whole rows from its middle, `STRETCH` numbers or little more."""
    rows = variable.shape[0]
    count = min(rows, -(-STRETCH * rows // math.prod(variable.shape)))
    start = (rows - count) // 2
    found: np.ndarray = ops.convert_to_numpy(variable[start : start + count])
    return found


def _sum_squares(values: np.ndarray) -> float:
    flat = values.ravel()
    return float(flat @ flat)
