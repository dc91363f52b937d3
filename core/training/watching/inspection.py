"""The callback that writes down, at the end of every epoch, what went on inside the model."""

import math
from pathlib import Path
from typing import Any

import keras
import numpy as np
import psutil
from keras import ops

from core.data.pixels.cache import Decoded
from core.networks.outputs import both_classes
from core.runs.inside import Header, Snapshot, write, write_header
from core.training.machine.gpu_load import GpuLoad
from core.training.stages import inspected_pictures
from core.training.watching.confusion import confusion_of
from core.training.watching.gradients import squared_gradients
from core.training.watching.probe import (
    PICTURES,
    ends_in_relu,
    first_filters,
    flat_layers,
    probing,
)

STRETCH = 2**19  # numbers of one variable, from which its update is measured; copying more would take its time

Logs = dict[str, Any] | None


class Inspector(keras.callbacks.Callback):
    """Writes a `Snapshot` an epoch into `folder`.

    The confusion matrix comes from the validation that `fit` does anyway; the norms are those of the epoch's last
    step, before and after which the weights (of large layers a part) are copied; all else comes from one look at a few
    validation pictures.
    """

    def __init__(self, folder: Path, pictures: Decoded, seed: int) -> None:
        super().__init__()
        self._folder = folder
        self._pictures = pictures
        self._chosen = inspected_pictures(pictures, seed)
        self._before: list[np.ndarray] = []
        self._norms = np.zeros((0, 3), np.float32)
        self._gpu = GpuLoad()

    def state(self) -> dict[str, Any]:
        """The norms of an epoch whose steps are done, if the training is saved before its validation is."""
        return {"norms": self._norms.tolist()}

    def restore(self, state: dict[str, Any]) -> None:
        self._norms = np.array(state["norms"], np.float32).reshape(-1, 3)

    def on_train_begin(self, logs: Logs = None) -> None:
        model = self.model
        self._layers = [layer for layer in flat_layers(model) if layer.trainable_variables]
        self._relus = [layer for layer in model.layers if ends_in_relu(layer)]
        self._probe = probing(model, self._relus)
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
            self._before = [stretch(one) for one in self.model.trainable_variables]
            self._gpu.ask()

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        if batch == self.params["steps"] - 1:
            self._norms = self._measure()
            self._before = []

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        *peaks, answers = self._look()
        snapshot = Snapshot(
            epoch=epoch + 1,
            confusion=confusion_of(self.model),
            probabilities=both_classes(answers[:PICTURES]),
            layers=self._norms,
            dead=np.array([(peak.max(axis=0) <= 0).mean() for peak in peaks], np.float32),
            filters=first_filters(self.model),
            learning_rate=float(ops.convert_to_numpy(self.model.optimizer.learning_rate)),
            memory=float(psutil.Process().memory_info().rss),
            gpu=self._gpu.answer(),
        )
        write(self._folder, snapshot)

    def _look(self) -> list[np.ndarray]:
        """What every ReLU answers at most, (pictures, units) each, and what the model says of the pictures."""
        found = self._probe.predict_on_batch(self._images)
        return [np.asarray(one, np.float32) for one in (found if isinstance(found, list) else [found])]

    def _measure(self) -> np.ndarray:
        """For each layer: norm of the weights, norm of the gradient, norm of the step by that of the weights."""
        variables = self.model.trainable_variables
        after = [stretch(one) for one in variables]
        updates = [new - old for new, old in zip(after, self._before, strict=True)]
        columns = (
            [float(ops.sum(ops.square(one))) for one in variables],
            squared_gradients(self.model),
            [_squared(one) for one in updates],
            [_squared(one) for one in after],
        )
        squares = dict(zip(map(id, variables), np.column_stack(columns), strict=True))
        sums = [np.sum([squares[id(one)] for one in layer.trainable_variables], axis=0) for layer in self._layers]
        weights, gradient, update, stretched = np.sqrt(sums).T
        return np.column_stack([weights, gradient, update / np.maximum(stretched, 1e-12)]).astype(np.float32)


def stretch(variable: keras.Variable) -> np.ndarray:
    """A variable's numbers; of a large one whole rows from its middle, `STRETCH` numbers or little more."""
    rows = variable.shape[0]
    count = min(rows, -(-STRETCH * rows // math.prod(variable.shape)))
    start = (rows - count) // 2
    found: np.ndarray = ops.convert_to_numpy(variable[start : start + count])
    return found


def _squared(values: np.ndarray) -> float:
    flat = values.ravel()
    return float(flat @ flat)
