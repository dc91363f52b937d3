"""A network's description as Python that builds it with Keras, a line for each layer."""

from collections.abc import Sequence

from core.networks import layers as ours
from core.networks.architecture import IMAGE, Architecture, Node


def write_network(architecture: Architecture) -> str:
    """The function `build_network(training=True)`, whose augmentation is there for the training only."""
    size = architecture.image_size
    last = architecture.nodes[-1].name
    lines = ["    " + _write_node(node, is_last=node.name == last) for node in architecture.nodes]
    return "\n".join(
        [
            "def build_network(training=True):",
            '    """The network from pixels, 0 to 255, to probabilities."""',
            f'    {IMAGE} = keras.Input(({size}, {size}, 3), name="{IMAGE}")',
            *lines,
            f'    return keras.Model({IMAGE}, {last}, name="{architecture.name}")',
            "",
        ]
    )


def _write_node(node: Node, *, is_last: bool) -> str:
    source = node.inputs[0] if len(node.inputs) == 1 else f"[{', '.join(node.inputs)}]"
    if isinstance(node.layer, ours.Augment):
        return f'{node.name} = AugmentLayer(name="{node.name}")({source}) if training else {source}'
    kind, arguments = _describe(node.layer)
    common = [f'name="{node.name}"']
    if is_last:
        common.append('dtype="float32"')
    if not node.trainable:
        common.append("trainable=False")
    return f"{node.name} = layers.{kind}({', '.join([*arguments, *common])})({source})"


def _describe(layer: ours.Layer) -> tuple[str, Sequence[str]]:
    """What Keras calls the layer, and its arguments."""
    match layer:
        case ours.Rescaling(scale, offset):
            return "Rescaling", [repr(scale), repr(offset)]
        case ours.Conv2D(filters, kernel, strides, padding, activation, bias, groups, initializer):
            return "Conv2D", [
                str(filters), str(kernel), str(strides), f'"{padding}"', f'activation="{activation}"',
                f"use_bias={bias}", *_write_rare(groups, initializer, "kernel_initializer"),
            ]  # fmt: skip
        case ours.DepthwiseConv2D(kernel, strides, padding, bias, initializer):
            rare = _write_rare(1, initializer, "depthwise_initializer")
            return "DepthwiseConv2D", [str(kernel), str(strides), f'"{padding}"', f"use_bias={bias}", *rare]
        case ours.BatchNormalization(momentum):
            return "BatchNormalization", [f"momentum={momentum}"]
        case ours.Activation(function):
            return "Activation", [f'"{function}"']
        case ours.Dropout(rate):
            return "Dropout", [str(rate)]
        case ours.MaxPooling2D(size, None) | ours.AveragePooling2D(size, None):
            return type(layer).__name__, [str(size)]
        case ours.MaxPooling2D(size, strides, padding) | ours.AveragePooling2D(size, strides, padding):
            return type(layer).__name__, [str(size), str(strides), f'"{padding}"']
        case ours.Dense(units, activation, initializer):
            rare = _write_rare(1, initializer, "kernel_initializer")
            return "Dense", [str(units), f'activation="{activation}"', *rare]
        case ours.GlobalAveragePooling2D(keepdims) | ours.GlobalMaxPooling2D(keepdims):
            return type(layer).__name__, ["keepdims=True"] if keepdims else []
        case ours.LayerNormalization() | ours.Flatten() | ours.Add() | ours.Multiply():
            return type(layer).__name__, []
        case _:
            raise TypeError(f"no Keras layer for {type(layer).__name__}")


def _write_rare(groups: int, initializer: str, argument: str) -> list[str]:
    """What few networks have otherwise than Keras by itself."""
    shared = [f"groups={groups}"] if groups > 1 else []
    return shared if initializer == ours.GLOROT else [*shared, f'{argument}="{initializer}"']
