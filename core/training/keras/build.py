"""Build the Keras model of an architecture's description."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import keras
from keras import layers

from core.networks import layers as ours
from core.networks.architecture import IMAGE, Architecture
from core.training.keras.augment_layer import AugmentLayer
from core.training.keras.published_keras import grow


@contextmanager
def use_policy(policy: str) -> Iterator[None]:
    """Use this precision policy inside, and restore the previous one afterwards."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


def build(architecture: Architecture) -> keras.Model:
    """The Keras model of an architecture, uncompiled; its input takes RGB pixels from 0 to 255.

    The last layer computes in float32 under every precision policy, so that small probabilities survive.
    """
    size = architecture.image_size
    image = keras.Input((size, size, 3), name=IMAGE)
    outputs = {IMAGE: image}
    last = architecture.nodes[-1]
    for node in architecture.nodes:
        inputs = [outputs[name] for name in node.inputs]
        if isinstance(node.layer, ours.PretrainedNetwork):
            outputs[node.name] = grow(node.layer, *inputs)
            continue
        layer = _build_keras_layer(node.layer, name=node.name, dtype="float32" if node is last else None)
        layer.trainable = node.trainable
        outputs[node.name] = layer(inputs if len(inputs) > 1 else inputs[0])
    return keras.Model(image, outputs[last.name], name=architecture.name)


def build_head_layer(architecture: Architecture) -> keras.layers.Dense:
    """The last layer alone, to be applied to features."""
    node = architecture.nodes[-1]
    return _build_keras_layer(node.layer, name=node.name, dtype="float32")


def _build_keras_layer(layer: ours.Layer, **common: Any) -> keras.Layer:
    match layer:
        case ours.Rescaling(scale, offset):
            return layers.Rescaling(scale, offset, **common)
        case ours.Augment(recipe):
            return AugmentLayer(recipe, **common)
        case ours.Conv2D():
            return _build_convolution(layer, common)
        case ours.DepthwiseConv2D(kernel, strides, padding, bias, initializer):
            return layers.DepthwiseConv2D(
                kernel, strides, padding, use_bias=bias, depthwise_initializer=initializer, **common
            )
        case ours.BatchNormalization(momentum):
            return layers.BatchNormalization(momentum=momentum, **common)
        case ours.LayerNormalization():
            return layers.LayerNormalization(**common)
        case ours.Activation(function):
            return layers.Activation(function, **common)
        case ours.Dropout(rate):
            return layers.Dropout(rate, **common)
        case ours.MaxPooling2D(size, strides, padding):
            return layers.MaxPooling2D(size, strides, padding, **common)
        case ours.AveragePooling2D(size, strides, padding):
            return layers.AveragePooling2D(size, strides, padding, **common)
        case ours.GlobalAveragePooling2D(keepdims):
            return layers.GlobalAveragePooling2D(keepdims=keepdims, **common)
        case ours.GlobalMaxPooling2D(keepdims):
            return layers.GlobalMaxPooling2D(keepdims=keepdims, **common)
        case ours.Flatten():
            return layers.Flatten(**common)
        case ours.Add():
            return layers.Add(**common)
        case ours.Multiply():
            return layers.Multiply(**common)
        case ours.Dense(units, activation, initializer):
            return layers.Dense(units, activation=activation, kernel_initializer=initializer, **common)
        case _:
            raise TypeError(f"no Keras layer for {type(layer).__name__}")


def _build_convolution(layer: ours.Conv2D, common: dict[str, Any]) -> keras.layers.Conv2D:
    return layers.Conv2D(
        layer.filters,
        layer.kernel,
        layer.strides,
        layer.padding,
        groups=layer.groups,
        activation=layer.activation,
        use_bias=layer.bias,
        kernel_initializer=layer.initializer,
        **common,
    )
