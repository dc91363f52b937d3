"""Read the inside of a model: the outputs of its ReLUs for a few fixed pictures, and its first filters."""

from collections.abc import Iterator, Sequence

import keras
import numpy as np
from keras import ops

PICTURES = 12  # of those inspected are followed through the training
FILTERS = 64  # of the first layer are kept at most


def iterate_layers(model: keras.Model) -> Iterator[keras.Layer]:
    """Every layer from the input on, including those of nested models."""
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            yield from iterate_layers(layer)
        else:
            yield layer


def ends_in_relu(layer: keras.Layer) -> bool:
    return isinstance(layer, keras.layers.ReLU) or getattr(layer, "activation", None) is keras.activations.relu


def build_probe(model: keras.Model, relus: Sequence[keras.Layer]) -> keras.Model:
    """The same network with more outputs: the maximum of each unit or channel of every ReLU, then the prediction."""
    peaks = [ops.max(layer.output, axis=list(range(1, layer.output.ndim - 1))) for layer in relus]
    probe = keras.Model(model.inputs, [*peaks, model.output])
    probe.compile(jit_compile=False)  # or Keras would compile it with XLA, which does not pay on a CPU
    return probe


def read_first_filters(model: keras.Model) -> np.ndarray:
    """The kernel (height, width, 3, filters) of the first layer with weights, if it is a convolution over RGB."""
    first = next(layer for layer in iterate_layers(model) if layer.weights)
    if not isinstance(first, keras.layers.Conv2D) or first.kernel.shape[2] != 3:
        return np.zeros((0, 0, 3, 0), np.float32)
    return np.asarray(ops.convert_to_numpy(first.kernel), np.float32)[..., :FILTERS]
