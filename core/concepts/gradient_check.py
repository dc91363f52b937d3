"""The proof of backpropagation: move one number a little, run forward again, and see how the loss moves.

    for proof in prove(traced):                # one a layer
        proof.delta.agrees                     # (n, units), True where the two agree

The central difference (L(w + h) - L(w - h)) / 2h knows nothing of the chain rule, so where the two agree the chain
rule was applied without a slip. Its own error is about h^2 from the curve and 1e-16 (L + r) / h from rounding, where
r is what the rounding of the outputs adds: a loss near 0 is made of numbers near 1, and the logarithm of a probability
near 0 makes much of little.
A step across a kink (ReLU at zero) proves nothing; there the slopes to the left and to the right differ.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.concepts.activations import Array
from core.concepts.network import DenseLayer, Network, Pass, Trace, activate, example_losses, forward, is_fused

STEP = 1e-5
"""h, for numbers up to one; for larger numbers it grows with them."""
TOLERANCE = 1e-6
"""The relative error up to which two numbers count as the same."""
ROUNDING = 4.0 * float(np.finfo(np.float64).eps)
FLAT = 1e-3
"""How much the slopes to the left and to the right may differ before the point counts as a kink."""


@dataclass(frozen=True)
class Numeric:
    """Central differences, with the one-sided ones that betray a kink and the rounding that is to be expected."""

    slope: Array
    left: Array
    right: Array
    noise: Array

    @property
    def kink(self) -> NDArray[np.bool_]:
        """Where the slopes to the left and to the right disagree by more than curve and rounding explain."""
        size = np.maximum(np.abs(self.left), np.abs(self.right))
        return np.asarray(np.abs(self.right - self.left) > FLAT * size + 4.0 * self.noise)


@dataclass(frozen=True)
class NumericLayer:
    """Finite differences for every weight (inputs, units), bias (units,) and delta (n, units) of one layer."""

    weights: Numeric
    biases: Numeric
    delta: Numeric


@dataclass(frozen=True)
class Proof:
    """What backpropagation computed beside what finite differences say; all arrays have one shape."""

    analytic: Array
    numeric: Numeric

    @property
    def apart(self) -> Array:
        """How far the two are apart, relative to the larger one; nothing is excused."""
        return _share(np.abs(self.analytic - self.numeric.slope), self.analytic, self.numeric)

    @property
    def agrees(self) -> NDArray[np.bool_]:
        """Where the two are the same but for rounding."""
        return np.asarray(relative_error(self.analytic, self.numeric) < TOLERANCE)


@dataclass(frozen=True)
class LayerProof:
    """The proofs of every weight (inputs, units), bias (units,) and delta (n, units) of one layer."""

    weights: Proof
    biases: Proof
    delta: Proof


def prove(traced: Trace) -> tuple[LayerProof, ...]:
    """Hold every gradient and every delta of `traced` against finite differences, computed here and now."""
    return tuple(
        LayerProof(
            Proof(layer.weights_gradient, numeric.weights),
            Proof(layer.biases_gradient, numeric.biases),
            Proof(layer.delta, numeric.delta),
        )
        for layer, numeric in zip(traced.layers, numeric_gradients(traced), strict=True)
    )


def numeric_gradients(traced: Trace) -> tuple[NumericLayer, ...]:
    """Finite differences for everything that backpropagation computed in `traced`, layer by layer."""
    with np.errstate(all="ignore"):
        return tuple(
            NumericLayer(_weights(traced, index), _biases(traced, index), _delta(traced, index))
            for index in range(len(traced.layers))
        )


def relative_error(analytic: Array, numeric: Numeric) -> Array:
    """|difference| over the larger of the two, elementwise; differences within rounding count as none."""
    return _share(np.maximum(np.abs(analytic - numeric.slope) - numeric.noise, 0.0), analytic, numeric)


def _share(difference: Array, analytic: Array, numeric: Numeric) -> Array:
    size = np.maximum(np.abs(analytic), np.abs(numeric.slope))
    return np.divide(difference, size, out=np.zeros_like(difference), where=size > 0.0)


def _weights(traced: Trace, index: int) -> Numeric:
    layer = traced.network.layers[index]

    def loss_at(stack: Array) -> Array:
        return _batch_losses(traced, index, DenseLayer(stack, layer.biases, layer.activation))

    return _differences(loss_at, layer.weights, _rounded(traced).mean())


def _biases(traced: Trace, index: int) -> Numeric:
    layer = traced.network.layers[index]

    def loss_at(stack: Array) -> Array:
        return _batch_losses(traced, index, DenseLayer(layer.weights, stack[:, None, :], layer.activation))

    return _differences(loss_at, layer.biases, _rounded(traced).mean())


def _delta(traced: Trace, index: int) -> Numeric:
    """Each z of each example on its own: what follows it is run again, what came before stays."""

    def loss_at(stack: Array) -> Array:
        losses = example_losses(traced.network, _onwards(traced.network, index, stack), traced.y)
        return np.asarray(losses.sum(axis=-1))

    return _differences(loss_at, traced.layers[index].z, _rounded(traced).sum())


def _batch_losses(traced: Trace, index: int, stacked: DenseLayer) -> Array:
    """The loss of the batch for each of a stack of layers: NumPy runs them side by side."""
    layers = traced.network.layers
    network = Network((*layers[:index], stacked, *layers[index + 1 :]), traced.network.loss)
    return np.asarray(example_losses(network, forward(network, traced.x)[-1], traced.y).mean(axis=-1))


def _onwards(network: Network, index: int, z: Array) -> Pass:
    """The output, when layer `index` has the pre-activations z."""
    here = Pass(z, activate(network.layers[index].activation, z))
    rest = network.layers[index + 1 :]
    return forward(Network(rest, network.loss), here.a)[-1] if rest else here


def _rounded(traced: Trace) -> Array:
    """By how many roundings of 1 those of the outputs move the loss of each example (n,)."""
    output = traced.layers[-1]
    taken = output.z if is_fused(traced.network) else output.a
    return np.asarray(1.0 + np.abs(traced.loss_slope * taken).sum(axis=-1))


def _differences(loss_at: Callable[[Array], Array], at: Array, rounded: float) -> Numeric:
    """Central and one-sided differences of `loss_at`, which takes a stack (k, *shape) and returns k losses.

    `rounded` is how many roundings of 1 these losses have beside their own.
    """
    h = STEP * np.maximum(1.0, np.abs(at))
    moves = np.eye(at.size).reshape(at.size, *at.shape) * h
    above, here, below = loss_at(at + moves), loss_at(at[None]), loss_at(at - moves)
    h_flat = h.ravel()
    noise = ROUNDING * (np.maximum(np.abs(above), np.abs(below)) + rounded) / h_flat
    parts = ((above - below) / (2.0 * h_flat), (here - below) / h_flat, (above - here) / h_flat, noise)
    return Numeric(*(part.reshape(at.shape) for part in parts))
