"""The layers an architecture is made of, as plain data: each knows its output shape and its parameters, without Keras.

Shapes leave out the batch: ``(height, width, channels)`` or ``(units,)``.
"""

from dataclasses import dataclass
from math import prod
from typing import Literal, Protocol

from core.networks.augmentation import Augmentation
from core.networks.backbones import Application, Backbone, Trainable

Shape = tuple[int, ...]
Padding = Literal["valid", "same"]
Initializer = Literal["glorot_uniform", "he_normal", "he_uniform", "lecun_normal"]
GLOROT: Initializer = "glorot_uniform"  # what Keras draws weights with where nobody says otherwise


@dataclass(frozen=True)
class Parameters:
    """How many numbers a layer holds: those that gradients change, and those that only follow the data."""

    trainable: int = 0
    frozen: int = 0

    def all_frozen(self) -> "Parameters":
        return Parameters(frozen=self.trainable + self.frozen)


NO_PARAMETERS = Parameters()


class Layer(Protocol):
    """What every layer can tell about itself, given the shapes of its inputs."""

    def output_shape(self, *inputs: Shape) -> Shape: ...

    def parameters(self, *inputs: Shape) -> Parameters: ...


class _LearnsNothing:
    def parameters(self, *inputs: Shape) -> Parameters:
        return NO_PARAMETERS


class _KeepsShape(_LearnsNothing):
    """A layer whose output has the shape of its input, and which learns nothing."""

    def output_shape(self, *inputs: Shape) -> Shape:
        return inputs[0]


class OnlyInTraining(_KeepsShape):
    """A layer that changes training pictures by chance and lets all others through: augmentation."""


@dataclass(frozen=True)
class Rescaling(_KeepsShape):
    """``x * scale + offset``."""

    scale: float
    offset: float = 0.0


@dataclass(frozen=True)
class Augment(OnlyInTraining):
    """Changes training pictures by chance, as far as the recipe lets it; it may make them smaller than the rest."""

    recipe: Augmentation


@dataclass(frozen=True)
class Activation(_KeepsShape):
    function: str


@dataclass(frozen=True)
class Dropout(_KeepsShape):
    rate: float


@dataclass(frozen=True)
class BatchNormalization:
    """Two learned numbers a channel, and two that follow the mean and variance of the batches."""

    momentum: float = 0.9

    def output_shape(self, *inputs: Shape) -> Shape:
        return inputs[0]

    def parameters(self, *inputs: Shape) -> Parameters:
        channels = inputs[0][-1]
        return Parameters(trainable=2 * channels, frozen=2 * channels)


@dataclass(frozen=True)
class LayerNormalization:
    """Two learned numbers a channel; mean and variance are of the channels of each place, whatever the batch."""

    def output_shape(self, *inputs: Shape) -> Shape:
        return inputs[0]

    def parameters(self, *inputs: Shape) -> Parameters:
        return Parameters(trainable=2 * inputs[0][-1])


@dataclass(frozen=True)
class Conv2D:
    """Each of `groups` sees its share of the channels alone, and gives its share of the filters."""

    filters: int
    kernel: int
    strides: int = 1
    padding: Padding = "valid"
    activation: str = "linear"
    bias: bool = True
    groups: int = 1
    initializer: Initializer = GLOROT

    def output_shape(self, *inputs: Shape) -> Shape:
        height, width, _channels = inputs[0]
        return (_steps(height, self), _steps(width, self), self.filters)

    def parameters(self, *inputs: Shape) -> Parameters:
        weights = self.kernel**2 * (inputs[0][-1] // self.groups) * self.filters
        return Parameters(trainable=weights + self.filters * self.bias)


@dataclass(frozen=True)
class DepthwiseConv2D:
    """A convolution of every channel by itself."""

    kernel: int
    strides: int = 1
    padding: Padding = "valid"
    bias: bool = True
    initializer: Initializer = GLOROT

    def output_shape(self, *inputs: Shape) -> Shape:
        height, width, channels = inputs[0]
        return (_steps(height, self), _steps(width, self), channels)

    def parameters(self, *inputs: Shape) -> Parameters:
        channels = inputs[0][-1]
        return Parameters(trainable=(self.kernel**2 + self.bias) * channels)


@dataclass(frozen=True)
class _Pooling2D(_LearnsNothing):
    """One number of each window of `size`; windows lie side by side unless `strides` says otherwise."""

    size: int
    strides: int | None = None
    padding: Padding = "valid"

    @property
    def kernel(self) -> int:
        return self.size

    def output_shape(self, *inputs: Shape) -> Shape:
        height, width, channels = inputs[0]
        return (_steps(height, self), _steps(width, self), channels)


class MaxPooling2D(_Pooling2D):
    """The largest number of each window."""


class AveragePooling2D(_Pooling2D):
    """The mean of each window."""


def _steps(length: int, layer: Conv2D | DepthwiseConv2D | _Pooling2D) -> int:
    """How many places the kernel takes along a side of `length` pixels."""
    covered = length if layer.padding == "same" else length - layer.kernel + 1
    return -(-covered // (layer.strides or layer.kernel))


@dataclass(frozen=True)
class _GlobalPooling2D(_LearnsNothing):
    """One number of each channel; as a map of one pixel if `keepdims`."""

    keepdims: bool = False

    def output_shape(self, *inputs: Shape) -> Shape:
        channels = inputs[0][-1]
        return (1, 1, channels) if self.keepdims else (channels,)


class GlobalAveragePooling2D(_GlobalPooling2D):
    """The mean of each channel."""


class GlobalMaxPooling2D(_GlobalPooling2D):
    """The largest number of each channel."""


@dataclass(frozen=True)
class Flatten(_LearnsNothing):
    def output_shape(self, *inputs: Shape) -> Shape:
        return (prod(inputs[0]),)


@dataclass(frozen=True)
class Add(_KeepsShape):
    """The sum of two branches of one shape."""


@dataclass(frozen=True)
class Multiply(_KeepsShape):
    """The first input, each channel times the number that the second one has for it."""


@dataclass(frozen=True)
class Dense:
    units: int
    activation: str = "linear"
    initializer: Initializer = GLOROT

    def output_shape(self, *inputs: Shape) -> Shape:
        return (self.units,)

    def parameters(self, *inputs: Shape) -> Parameters:
        return Parameters(trainable=(prod(inputs[0]) + 1) * self.units)


@dataclass(frozen=True)
class PretrainedNetwork:
    """A whole network of `keras.applications` up to its features, as one layer; of it learns what `learns` says."""

    backbone: Backbone
    learns: Trainable = "head"

    @property
    def application(self) -> Application:
        assert self.backbone.application is not None
        return self.backbone.application

    def output_shape(self, *inputs: Shape) -> Shape:
        return (self.backbone.width,)

    def parameters(self, *inputs: Shape) -> Parameters:
        learned = self.application.count_learned(self.learns)
        return Parameters(learned, self.application.parameters - learned)
