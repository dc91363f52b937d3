"""The networks of `keras.applications` as Keras layers, such that all of them train on a CPU and become ONNX.

Two kinds of layers are written otherwise than there, with the same numbers and the same answers: a grouped convolution
of one channel a group, for which TensorFlow falls back on XLA on a CPU (six times slower, and no ONNX), and the
normalisation of pixels by constants, which tf2onnx takes for a second input.
"""

from typing import Any

import keras
import numpy as np
from keras import applications, layers

from core.backbone.weights.published import find_weights_file
from core.errors import InputError
from core.i18n import N_
from core.networks.backbones import FEATURES, Backbone
from core.networks.layers import PretrainedNetwork


def grow(network: PretrainedNetwork, pixels: Any) -> Any:
    """Put the network's layers on `pixels`, a Keras tensor; the tensor of its features.

    Their weights are random numbers. Batch normalisation is frozen, and so is all that does not learn.
    """
    source = _make(network.backbone, weights=None)
    grown = keras.models.clone_model(source, input_tensors=pixels, clone_function=_rewrite).layers[1:]
    names = [layer.name for layer in grown]
    start = {"head": len(names), "top": names.index(network.application.top), "all": 0}[network.learns]
    for place, layer in enumerate(grown):
        layer.trainable = place >= start and not isinstance(layer, layers.BatchNormalization)
    return layers.Identity(name=FEATURES)(grown[-1].output)


def read_published_weights(backbone: Backbone) -> list[np.ndarray]:
    """The ImageNet weights in the order and the shapes of the layers that `grow` makes.

    Raises:
        InputError: the file is missing, damaged, or of another network.

    """
    path = find_weights_file(backbone)
    try:
        source = _make(backbone, weights=str(path))
    except (OSError, ValueError, KeyError) as error:
        raise InputError(
            N_("{path} does not hold the weights of {title}. Delete it and start again, so that it is downloaded."),
            path=str(path), title=backbone.title,
        ) from error  # fmt: skip
    return [array for layer in source.layers for array in _reshape_weights(layer)]


def _make(backbone: Backbone, weights: str | None) -> keras.Model:
    assert backbone.application is not None
    factory = getattr(applications, backbone.application.factory)
    side = backbone.image_size
    return factory(include_top=False, weights=weights, pooling="avg", input_shape=(side, side, 3))


def _rewrite(layer: keras.Layer) -> keras.Layer:
    if _is_depthwise(layer):
        return layers.DepthwiseConv2D(
            layer.kernel_size, layer.strides, layer.padding, name=layer.name, dtype=layer.dtype_policy
        )
    given = layer.get_config()
    if isinstance(layer, layers.Normalization):
        mean, spread = np.ravel(given["mean"]), np.sqrt(np.ravel(given["variance"]))
        scale, offset = (1 / spread).tolist(), (-mean / spread).tolist()
        return layers.Rescaling(scale, offset, name=layer.name, dtype=layer.dtype_policy)
    return type(layer).from_config(given)


def _reshape_weights(layer: keras.Layer) -> list[np.ndarray]:
    arrays = layer.get_weights()
    return [arrays[0].transpose(0, 1, 3, 2), *arrays[1:]] if _is_depthwise(layer) else arrays


def _is_depthwise(layer: keras.Layer) -> bool:
    return isinstance(layer, layers.Conv2D) and 1 < layer.groups == layer.filters
