"""A fully connected network of any shape: forward, backward and update, with every number kept.

    network = create((2, 3, 1), ("tanh", "sigmoid"), loss="binary_crossentropy", seed=0)
    traced = trace(network, x, y, learning_rate=0.1)   # x (n, 2), y (n, 1)
    traced.layers[0].delta                             # (n, 3)
    network = traced.after                             # the network after one update

Shapes are Keras's: weights (inputs, units), so that z = a W + b for rows of examples a (n, inputs).

The mean convention: each example has a loss of its own, and `delta` is the derivative of that loss on z, one row an
example. The loss of the batch is the mean of its examples' losses, so a gradient is the mean over the examples of
delta times the incoming activation. For one example there is no difference.

Every delta and every gradient is taken on the weights as they stood before the update: the snapshot.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.concepts.activations import ACTIVATIONS, Array, softmax, softmax_jacobian
from core.concepts.initializers import INITIALIZERS
from core.concepts.losses import LOSSES

SOFTMAX = "softmax"
FUSED = {
    ("sigmoid", "binary_crossentropy"): "binary_crossentropy_from_logits",
    (SOFTMAX, "categorical_crossentropy"): "categorical_crossentropy_from_logits",
}
"""Pairs of output activation and loss that are computed from the logits, where f' cancels and nothing rounds away."""


class NetworkError(ValueError):
    """The network, its inputs and its targets do not fit together."""


class NotFiniteError(NetworkError):
    """A number is not finite, or grew past what a float64 holds on its way through the network."""


@dataclass(frozen=True)
class DenseLayer:
    """Weights (inputs, units), biases (units,), and the name of the activation: one of ACTIVATIONS, or softmax."""

    weights: Array
    biases: Array
    activation: str


@dataclass(frozen=True)
class Network:
    layers: tuple[DenseLayer, ...]
    loss: str


@dataclass(frozen=True)
class Pass:
    """What a layer made of its input on the way forward: z and a = f(z), both (n, units)."""

    z: Array
    a: Array


@dataclass(frozen=True)
class LayerTrace:
    """Every number of one layer in one step of training.

    `layer` is the snapshot, `after` the layer after the update; `a_in` is (n, inputs); `z`, `a` and `delta` are
    (n, units). `slope` is f'(z): (n, units), or for softmax its Jacobian (n, units, units). The gradients have the
    shapes of what they belong to.
    """

    layer: DenseLayer
    a_in: Array
    z: Array
    a: Array
    slope: Array
    delta: Array
    weights_gradient: Array
    biases_gradient: Array
    after: DenseLayer


@dataclass(frozen=True)
class Trace:
    """One step of training: `layers` from input to output, the loss of each example (n,) and their mean.

    `loss_slope` (n, outputs) is the loss's derivative on the output a, or on its z where the pair is `FUSED`.
    """

    network: Network
    x: Array
    y: Array
    learning_rate: float
    layers: tuple[LayerTrace, ...]
    losses: Array
    loss: float
    loss_slope: Array

    @property
    def after(self) -> Network:
        """The network after the update."""
        return Network(tuple(layer.after for layer in self.layers), self.network.loss)


def create(
    sizes: Sequence[int], activations: Sequence[str], *, loss: str, seed: int, initializer: str = "glorot_uniform"
) -> Network:
    """A network of `sizes` (inputs first, then the units of each layer) with drawn weights and biases of zero."""
    rng = np.random.default_rng(seed)
    draw = INITIALIZERS[initializer]
    layers = (
        DenseLayer(draw(fan_in, units, rng), np.zeros(units), activation)
        for fan_in, units, activation in zip(sizes[:-1], sizes[1:], activations, strict=True)
    )
    return Network(tuple(layers), loss)


def forward(network: Network, x: Array) -> tuple[Pass, ...]:
    """The z and a of every layer, from input to output, for examples x (n, inputs)."""
    passes: list[Pass] = []
    a = x
    for layer in network.layers:
        z = a @ layer.weights + layer.biases
        a = activate(layer.activation, z)
        passes.append(Pass(z, a))
    return tuple(passes)


def trace(network: Network, x: ArrayLike, y: ArrayLike, *, learning_rate: float) -> Trace:
    """One step of gradient descent on examples x (n, inputs) and targets y (n, outputs), with every number kept.

    Raises NetworkError when the shapes or the loss do not fit, NotFiniteError when a number is or becomes infinite.
    """
    examples, targets = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    check(network, examples, targets)
    with np.errstate(all="ignore"):
        traced = _trace(network, examples, targets, learning_rate)
    if not all(_finite(t.z, t.delta, t.after.weights, t.after.biases) for t in traced.layers):
        raise NotFiniteError("a number grew past what a float64 holds")
    return traced


def _trace(network: Network, x: Array, y: Array, learning_rate: float) -> Trace:
    passes = forward(network, x)
    losses = example_losses(network, passes[-1], y)
    loss_slope = output_slope(network, passes[-1], y)
    delta = output_delta(network, passes[-1], loss_slope)
    traced: list[LayerTrace] = []
    for index in reversed(range(len(network.layers))):
        layer, (z, a) = network.layers[index], (passes[index].z, passes[index].a)
        a_in = passes[index - 1].a if index else x
        weights_gradient, biases_gradient = gradients(a_in, delta)
        after = apply_gradients(layer, weights_gradient, biases_gradient, learning_rate)
        slope = activation_slope(layer.activation, z)
        traced.append(LayerTrace(layer, a_in, z, a, slope, delta, weights_gradient, biases_gradient, after))
        if index:
            delta = hidden_delta(delta, layer, passes[index - 1].z, network.layers[index - 1].activation)
    return Trace(network, x, y, learning_rate, tuple(traced[::-1]), losses, float(losses.mean()), loss_slope)


def example_losses(network: Network, output: Pass, y: Array) -> Array:
    """The loss of each example (n,)."""
    name, at = _loss_input(network, output)
    return LOSSES[name].value(at, y)


def output_slope(network: Network, output: Pass, y: Array) -> Array:
    """The loss's derivative on a of the output layer (n, outputs); on its z where the pair is `FUSED`."""
    name, at = _loss_input(network, output)
    return LOSSES[name].gradient(at, y)


def output_delta(network: Network, output: Pass, loss_slope: Array) -> Array:
    """The output layer's delta: d loss / d z = d loss / d a times f'(z)."""
    return loss_slope if is_fused(network) else through_activation(network.layers[-1].activation, output.z, loss_slope)


def hidden_delta(delta: Array, layer: DenseLayer, z: Array, activation: str) -> Array:
    """The delta of the layer before `layer`: w delta, summed over where its activations went, times its f'(z)."""
    return through_activation(activation, z, delta @ layer.weights.T)


def gradients(a_in: Array, delta: Array) -> tuple[Array, Array]:
    """dL/dw = a_in delta and dL/db = delta, each the mean over the examples."""
    return a_in.T @ delta / len(delta), delta.mean(axis=0)


def apply_gradients(
    layer: DenseLayer, weights_gradient: Array, biases_gradient: Array, learning_rate: float
) -> DenseLayer:
    """The layer after w := w - learning_rate dL/dw, and its biases likewise."""
    weights = layer.weights - learning_rate * weights_gradient
    return DenseLayer(weights, layer.biases - learning_rate * biases_gradient, layer.activation)


def activate(activation: str, z: Array) -> Array:
    return softmax(z) if activation == SOFTMAX else ACTIVATIONS[activation].f(z)


def activation_slope(activation: str, z: Array) -> Array:
    """f'(z): as z (n, units), or for softmax its Jacobian (n, units, units)."""
    return softmax_jacobian(z) if activation == SOFTMAX else ACTIVATIONS[activation].derivative(z)


def through_activation(activation: str, z: Array, on_a: Array) -> Array:
    """From d loss / d a to d loss / d z: times f'(z), or for softmax times its Jacobian."""
    slope = activation_slope(activation, z)
    return np.einsum("...i,...ij->...j", on_a, slope) if activation == SOFTMAX else on_a * slope


def is_fused(network: Network) -> bool:
    """Whether output activation and loss are computed together, from the logits."""
    return (network.layers[-1].activation, network.loss) in FUSED


def _loss_input(network: Network, output: Pass) -> tuple[str, Array]:
    name = FUSED.get((network.layers[-1].activation, network.loss))
    return (name, output.z) if name else (network.loss, output.a)


def check(network: Network, x: Array, y: Array) -> None:
    """Raise NetworkError, in a sentence, when network, examples x and targets y do not fit together."""
    if not network.layers or x.ndim != 2 or not len(x):
        raise NetworkError("a network needs a layer, and at least one example in rows")
    widths = [x.shape[1]] + [layer.weights.shape[1] for layer in network.layers]
    for layer, width in zip(network.layers, widths, strict=False):
        if layer.weights.shape[0] != width or layer.biases.shape != layer.weights.shape[1:]:
            raise NetworkError(f"weights {layer.weights.shape} do not fit {width} incoming values")
        if not _finite(layer.weights, layer.biases):
            raise NotFiniteError("a weight or a bias is not a finite number")
    if y.shape != (len(x), widths[-1]):
        raise NetworkError(f"targets {y.shape} do not fit {len(x)} examples and {widths[-1]} outputs")
    if not _finite(x, y):
        raise NotFiniteError("an input or a target is not a finite number")
    if LOSSES[network.loss].takes == "probability" and network.layers[-1].activation not in ("sigmoid", SOFTMAX):
        raise NetworkError(f"{network.loss} takes probabilities: give the output sigmoid or softmax")


def _finite(*arrays: Array) -> bool:
    return all(bool(np.isfinite(array).all()) for array in arrays)
