"""A pretrained backbone with a new head, as one Keras model from pixels to probabilities."""

from functools import cache

import keras
import numpy as np

from core.backbone.onnx_form import PROBABILITY
from core.backbone.weights.imagenet_weights import build_imagenet_architecture, read_imagenet_weights
from core.networks.application import features_alone
from core.networks.architecture import Architecture
from core.networks.backbones import BACKBONES, FEATURES, Backbone
from core.training.keras.build import build, build_head_layer, use_policy
from core.training.keras.published_keras import read_published_weights


@cache
def build_pretrained_model(backbone: Backbone) -> keras.Model:
    """Pixels to features, and on to the 1,000 classes it was trained on where those weights are at hand.

    To build it takes a second or a few, once a process.
    """
    with use_policy("float32"):
        if backbone.application is not None:
            return _build_published_model(backbone)
        model = build(build_imagenet_architecture(backbone))
        for name, arrays in read_imagenet_weights(backbone).items():
            model.get_layer(name).set_weights(arrays)
        return model


def _build_published_model(backbone: Backbone) -> keras.Model:
    model = build(features_alone(backbone))
    model.set_weights(read_published_weights(backbone))
    model(keras.ops.zeros((1, *model.input_shape[1:])))  # the export wants a model that was called
    return model


def build_keras_model(architecture: Architecture, kernel: np.ndarray, bias: np.ndarray) -> keras.Model:
    """The network of `architecture`: ImageNet weights, and a head of `kernel` (width, units) and `bias` (units,)."""
    base = build_pretrained_model(BACKBONES[architecture.name])
    layer = build_head_layer(architecture)
    model = keras.Model(base.input, layer(base.get_layer(FEATURES).output), name=architecture.name)
    layer.set_weights([kernel, bias])
    return model


def put_pretrained(model: keras.Model, backbone: Backbone) -> None:
    """Give a model that begins with the same layers, augmented or not, the ImageNet weights; all behind keep theirs."""
    if backbone.application is not None:
        published = build_pretrained_model(backbone).get_weights()
        model.set_weights([*published, *model.get_weights()[len(published) :]])
        return
    for name, arrays in read_imagenet_weights(backbone).items():
        if name != PROBABILITY:
            model.get_layer(name).set_weights(list(arrays))


def put_head(model: keras.Model, kernel: np.ndarray, bias: np.ndarray) -> None:
    model.get_layer(PROBABILITY).set_weights([kernel, bias])
