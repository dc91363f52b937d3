"""The pretrained backbone with a new head, as one Keras model and one ONNX file from pixels to probabilities."""

from functools import cache

import keras
import numpy as np

from core.models.architecture import Architecture
from core.models.backbone import PROBABILITY
from core.models.build import build, head_layer
from core.models.efficientnet import FEATURES
from core.models.graph import onnx_graph
from core.models.pretrained import imagenet_architecture, imagenet_weights


@cache
def imagenet_model() -> keras.Model:
    """Pixels to the probabilities of 1,000 classes, as it was trained. To build it takes a second, once a process."""
    model = build(imagenet_architecture())
    for name, arrays in imagenet_weights().items():
        model.get_layer(name).set_weights(arrays)
    return model


def keras_model(architecture: Architecture, kernel: np.ndarray, bias: np.ndarray) -> keras.Model:
    """The network of `architecture`: the ImageNet weights, and a head of `kernel` (1280, units) and `bias` (units,)."""
    base = imagenet_model()
    layer = head_layer(architecture)
    model = keras.Model(base.input, layer(base.get_layer(FEATURES).output), name=architecture.name)
    layer.set_weights([kernel, bias])
    return model


def onnx_model(architecture: Architecture, kernel: np.ndarray, bias: np.ndarray) -> bytes:
    """The same as ONNX: pixels in, `probability` and the `features` it was made of out."""
    weights = {**imagenet_weights(), PROBABILITY: [kernel, bias]}
    data: bytes = onnx_graph(architecture, weights, [PROBABILITY, FEATURES]).SerializeToString()
    return data


def put_pretrained(model: keras.Model) -> None:
    """Give a model of the same layers, augmented or not, the ImageNet weights; its head keeps its own."""
    for name, arrays in imagenet_weights().items():
        if name != PROBABILITY:
            model.get_layer(name).set_weights(list(arrays))


def put_head(model: keras.Model, kernel: np.ndarray, bias: np.ndarray) -> None:
    model.get_layer(PROBABILITY).set_weights([kernel, bias])
