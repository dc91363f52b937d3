"""An architecture is a description in data: from it a page computes shapes, and the worker builds the Keras model."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import prod

from core.networks.augmentation import Augmentation
from core.networks.layers import (
    Augment,
    Dense,
    Dropout,
    Flatten,
    Layer,
    OnlyInTraining,
    Parameters,
    PretrainedNetwork,
    Shape,
)

IMAGE = "image"  # the name of the input: RGB, 0 to 255, (height, width, 3)
NO_AUGMENTATION = Augmentation()
FLOAT_BYTES = 4
OPTIMIZER_COPIES = 4  # a trainable number is held as itself, its gradient, and Adam's two moments


@dataclass(frozen=True)
class Node:
    """A layer at its place: its name, the names of what it reads, and whether gradients change it."""

    name: str
    layer: Layer
    inputs: tuple[str, ...]
    trainable: bool = True


@dataclass(frozen=True)
class Architecture:
    """A network from RGB pixels to probabilities.

    Two classes end in one sigmoid, the probability of the second class; more end in a softmax. `recipe` is the
    augmentation that suits it, where nobody asks for another. `pretrained` names the backbone that its first layers
    are, where that is not the network's own name.
    """

    name: str
    image_size: int
    nodes: tuple[Node, ...]
    recipe: Augmentation = NO_AUGMENTATION
    pretrained: str = ""


@dataclass(frozen=True)
class LayerSummary:
    """One line of the table that is shown before training starts.

    `outputs` is how many numbers it gives for a picture, and `operations` how many multiplications that takes; those
    of the layers within it are counted too.
    """

    name: str
    kind: str
    output_shape: Shape
    parameters: Parameters
    outputs: int
    operations: int


@dataclass
class Builder:
    """Writes an architecture down from input to output; each call adds a layer after the last one, or after `after`."""

    image_size: int
    nodes: list[Node] = field(default_factory=list)

    def add(self, name: str, layer: Layer, *, after: str | tuple[str, ...] | None = None) -> str:
        sources = (after,) if isinstance(after, str) else after or (self.last,)
        self.nodes.append(Node(name, layer, sources))
        return name

    @property
    def last(self) -> str:
        return self.nodes[-1].name if self.nodes else IMAGE

    def finish(self, name: str, classes: int, recipe: Augmentation = NO_AUGMENTATION) -> Architecture:
        self.add("probability", Dense(1, "sigmoid") if classes == 2 else Dense(classes, "softmax"))
        return Architecture(name, self.image_size, tuple(self.nodes), recipe)


def summarize(architecture: Architecture) -> list[LayerSummary]:
    """Output shape and parameters of every layer, in order."""
    shapes: dict[str, Shape] = {IMAGE: (architecture.image_size, architecture.image_size, 3)}
    rows = []
    for node in architecture.nodes:
        inputs = [shapes[name] for name in node.inputs]
        shapes[node.name] = node.layer.output_shape(*inputs)
        rows.append(_row(node, shapes[node.name], node.layer.parameters(*inputs)))
    return rows


def _row(node: Node, shape: Shape, held: Parameters) -> LayerSummary:
    kept = held if node.trainable else held.all_frozen()
    if isinstance(node.layer, PretrainedNetwork):
        whole = node.layer.application
        return LayerSummary(node.name, whole.factory, shape, kept, whole.outputs, whole.operations)
    # A convolution uses each of its numbers once at every place of its output, a dense layer uses each once.
    places = prod(shape[:-1])
    return LayerSummary(
        node.name, type(node.layer).__name__, shape, kept, prod(shape), (held.trainable + held.frozen) * places
    )


def add_augmentation(architecture: Architecture, recipe: Augmentation) -> Architecture:
    """The same network, its training pictures changed by the recipe before anything else sees them."""
    if not recipe.changes:
        return architecture
    first = Node("augment", Augment(recipe), (IMAGE,))
    behind = (
        replace(node, inputs=tuple(first.name if name == IMAGE else name for name in node.inputs))
        for node in architecture.nodes
    )
    return replace(architecture, nodes=(first, *behind))


def takes_any_size(architecture: Architecture) -> bool:
    """Whether its weights fit pictures of every size: what is flattened has one number of pixels for ever."""
    return not any(isinstance(node.layer, Flatten) for node in architecture.nodes)


def add_dropout(architecture: Architecture, rate: float) -> Architecture:
    """The same network with another rate wherever it drops out."""
    changed = (
        replace(node, layer=Dropout(rate)) if isinstance(node.layer, Dropout) else node for node in architecture.nodes
    )
    return replace(architecture, nodes=tuple(changed))


def strip_for_prediction(architecture: Architecture) -> Architecture:
    """The same network without the layers that work in training only; it has the same weights."""
    return without(architecture, OnlyInTraining)


def without(architecture: Architecture, kind: type) -> Architecture:
    """The same network without the layers of a kind that lets pictures through as they are when it predicts."""
    stands_for = {IMAGE: IMAGE}
    nodes = []
    for node in architecture.nodes:
        inputs = tuple(stands_for[name] for name in node.inputs)
        if isinstance(node.layer, kind):
            stands_for[node.name] = inputs[0]
        else:
            stands_for[node.name] = node.name
            nodes.append(replace(node, inputs=inputs))
    return replace(architecture, nodes=tuple(nodes))


def count_parameters(rows: Sequence[LayerSummary]) -> Parameters:
    """The sum over all layers."""
    return Parameters(
        trainable=sum(row.parameters.trainable for row in rows), frozen=sum(row.parameters.frozen for row in rows)
    )


def count_operations(rows: Sequence[LayerSummary]) -> int:
    """Multiplications for one picture on its way forward, those of biases and of normalisation counted along."""
    return sum(row.operations for row in rows)


def estimate_training_memory(rows: Sequence[LayerSummary], batch_size: int) -> int:
    """Bytes that training in float32 needs, estimated: parameters with Adam's moments, and every layer's output twice.

    Each output is held once for the forward pass and once as its gradient; what the framework itself takes is not
    in it.
    """
    total = count_parameters(rows)
    outputs = sum(row.outputs for row in rows)
    held = total.trainable * OPTIMIZER_COPIES + total.frozen + 2 * outputs * batch_size
    return held * FLOAT_BYTES
