"""A design as Keras code: a line a layer, what Keras does by itself left out, and blank lines between the blocks."""

from core.errors import InputError
from core.i18n import N_
from core.networks import layers as ours
from core.networks.architecture import IMAGE, Architecture, Node
from core.networks.design.lowering import Lowered

SHORTCUT = "shortcut"
KEPT = "before"  # what a shortcut or a gate goes back to
HEAD = '''"""{name}: from RGB pixels, 0 to 255, to probabilities."""

import keras
from keras import layers


def build_model():
    {image} = keras.Input(({size}, {size}, 3), name="{image}")
    x = {image}
'''
FOOT = """    return keras.Model({image}, x, name="{name}")


if __name__ == "__main__":
    build_model().summary()
"""


def write_keras_code(lowered: Lowered) -> str:
    """A Python file whose `build_model()` is the network, with random weights.

    Raises:
        InputError: the design begins with a network of `keras.applications`, which is one layer here.

    """
    architecture = lowered.architecture
    if any(isinstance(node.layer, ours.PretrainedNetwork) for node in architecture.nodes):
        raise InputError(
            N_("A design on a downloaded network cannot be written as code. Train it, and export the trained model.")
        )
    last = architecture.nodes[-1].name
    lines = _Lines(architecture, lowered)
    for node in architecture.nodes:
        lines.write(node, is_last=node.name == last)
    names = {"name": architecture.name, "image": IMAGE, "size": architecture.image_size}
    return HEAD.format(**names) + "\n".join(lines.text) + "\n" + FOOT.format(**names)


class _Lines:
    """Lines of code in which `x` is what the last layer has given, and what is needed later has a name of its own."""

    def __init__(self, architecture: Architecture, lowered: Lowered) -> None:
        self.text: list[str] = []
        self._places = lowered.places
        self._before = IMAGE  # the layer that `x` is of
        self._kept: dict[str, str] = {}
        self._last_use = {name: node.name for node in architecture.nodes for name in node.inputs}
        self._block: int | None = None

    def write(self, node: Node, *, is_last: bool) -> None:
        self._begin_block(node)
        if not self._is_aside(node):
            self._keep_for_later(node)
        sources = [self._find(name) for name in node.inputs]
        self._kept = {name: kept for name, kept in self._kept.items() if self._last_use.get(name) != node.name}
        target = self._choose_name(SHORTCUT) if self._is_aside(node) else "x"
        called = sources[0] if len(sources) == 1 else f"[{', '.join(sources)}]"
        self.text.append(f"    {target} = layers.{write_layer(node, is_last=is_last)}({called})")
        if target == "x":
            self._before = node.name
        else:
            self._kept[node.name] = target

    def _choose_name(self, name: str) -> str:
        """The name, with a number where it is in use."""
        numbered = (name, *(f"{name}_{number}" for number in range(2, len(self._kept) + 3)))
        return next(one for one in numbered if one not in self._kept.values())

    def _begin_block(self, node: Node) -> None:
        block = self._places[node.name][0]
        if block != self._block and len(self._places[node.name]) > 1:
            self.text.append("")
        self._block = block

    def _keep_for_later(self, node: Node) -> None:
        """Give what `x` is a name of its own where a layer after this one reads it too."""
        last = self._last_use.get(self._before)
        if self._before not in self._kept and last is not None and last != node.name:
            name = self._choose_name(KEPT)
            self.text.append(f"    {name} = x")
            self._kept[self._before] = name

    def _is_aside(self, node: Node) -> bool:
        """Whether it is of a shortcut: the layers of its branch are written, and their sum comes later."""
        return node.name.startswith(SHORTCUT)

    def _find(self, name: str) -> str:
        return "x" if name == self._before else self._kept[name]


def write_layer(node: Node, *, is_last: bool) -> str:
    """The call that makes a Keras layer, without what Keras does by itself."""
    kind, arguments = type(node.layer).__name__, _list_arguments(node.layer)
    arguments.append(f'name="{node.name}"')
    if is_last:
        arguments.append('dtype="float32"')
    if not node.trainable:
        arguments.append("trainable=False")
    return f"{kind}({', '.join(arguments)})"


def _list_arguments(layer: ours.Layer) -> list[str]:
    match layer:
        case ours.Rescaling(scale, offset):
            return [f"1 / {round(1 / scale, 6):g}", *_unless(offset, 0.0, "offset")]
        case ours.Conv2D(filters, kernel, strides, padding, activation, bias, groups, initializer):
            return [
                str(filters), str(kernel), *_unless(strides, 1, "strides"), *_unless(padding, "valid", "padding"),
                *_unless(groups, 1, "groups"), *_unless(activation, "linear", "activation"),
                *_unless(bias, True, "use_bias"), *_unless(initializer, ours.GLOROT, "kernel_initializer"),
            ]  # fmt: skip
        case ours.DepthwiseConv2D(kernel, strides, padding, bias, initializer):
            return [
                str(kernel), *_unless(strides, 1, "strides"), *_unless(padding, "valid", "padding"),
                *_unless(bias, True, "use_bias"), *_unless(initializer, ours.GLOROT, "depthwise_initializer"),
            ]  # fmt: skip
        case ours.MaxPooling2D(size, strides, padding) | ours.AveragePooling2D(size, strides, padding):
            apart = _unless(strides, size, "strides") if strides else []
            return [str(size), *apart, *_unless(padding, "valid", "padding")]
        case ours.BatchNormalization(momentum):
            return _unless(momentum, 0.99, "momentum")
        case ours.Activation(function):
            return [f'"{function}"']
        case ours.Dropout(rate):
            return [f"{rate:g}"]
        case ours.Dense(units, activation, initializer):
            return [
                str(units), *_unless(activation, "linear", "activation"),
                *_unless(initializer, ours.GLOROT, "kernel_initializer"),
            ]  # fmt: skip
        case ours.GlobalAveragePooling2D(keepdims) | ours.GlobalMaxPooling2D(keepdims):
            return _unless(keepdims, False, "keepdims")
        case _:
            return []


def _unless(value: object, usual: object, name: str) -> list[str]:
    """The argument, unless it is as Keras has it by itself."""
    if value == usual:
        return []
    return [f'{name}="{value}"' if isinstance(value, str) else f"{name}={value}"]
