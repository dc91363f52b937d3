"""Accuracy that keeps its confusion matrix: the one pass over the validation pictures tells both."""

import keras
import numpy as np
from keras import ops


class Accuracy(keras.metrics.Metric):
    """The share of pictures whose most probable class is the right one, as Keras's own accuracy counts it.

    Takes targets and probabilities as `core.training.targets` has them: (n, 1) for two classes, else (n, classes).
    `counts` (classes, classes) is the confusion matrix so far, true classes down the side.
    """

    def __init__(self, classes: int, name: str = "accuracy") -> None:
        super().__init__(name=name)
        self.classes = classes
        self.counts = self.add_variable((classes, classes), initializer="zeros", name="counts")

    def update_state(self, y_true: object, y_pred: object, sample_weight: object = None) -> None:
        """Count one batch. Weights of classes change the loss, not how often the model is right."""
        true, said = (ops.one_hot(self._numbers(values), self.classes) for values in (y_true, y_pred))
        self.counts.assign_add(ops.cast(ops.matmul(ops.transpose(true), said), self.counts.dtype))

    def _numbers(self, values: object) -> object:
        values = ops.convert_to_tensor(values)
        if self.classes == 2:
            return ops.cast(ops.greater(ops.reshape(values, (-1,)), 0.5), "int32")
        return ops.argmax(values, axis=-1)

    def result(self) -> object:
        return ops.trace(self.counts) / ops.maximum(ops.sum(self.counts), 1.0)

    def get_config(self) -> dict[str, object]:
        return {"classes": self.classes, "name": self.name}


def read_confusion(model: keras.Model) -> np.ndarray:
    """The confusion matrix (classes, classes) of what the model was last judged on, whole numbers."""
    parts = [part for metric in model.metrics for part in getattr(metric, "metrics", [metric])]
    accuracy = next(part for part in parts if isinstance(part, Accuracy))
    counts: np.ndarray = keras.ops.convert_to_numpy(accuracy.counts).round().astype(np.int32)
    return counts
