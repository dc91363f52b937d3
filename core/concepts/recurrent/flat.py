"""All weights of a recurrent network as one row of numbers, as an optimiser takes them, or of many, a row each."""

import numpy as np

from core.concepts.activations import Array
from core.concepts.recurrent.cells import CellWeights
from core.concepts.recurrent.unrolled import RecurrentNetwork


def flatten(network: RecurrentNetwork) -> Array:
    """(numbers,), or (networks, numbers)."""
    networks = network.biases.shape[:-1]
    return np.concatenate([part.reshape(*networks, -1) for part in _list_parts(network)], axis=-1)


def unflatten(rows: Array, like: RecurrentNetwork) -> RecurrentNetwork:
    """The network whose weights are in a row, or the networks in several; `like`, a single one, says the shapes."""
    parts = _list_parts(like)
    cuts = np.cumsum([part.size for part in parts])[:-1]
    kernel, recurrent, biases, out, out_biases = (
        piece.reshape(*rows.shape[:-1], *part.shape)
        for piece, part in zip(np.split(rows, cuts, axis=-1), parts, strict=True)
    )
    return RecurrentNetwork(like.cell, like.activation, CellWeights(kernel, recurrent, biases), out, out_biases)


def clip(gradient: Array, limit: float) -> Array:
    """The gradient, shortened to the length `limit` if it is longer (Pascanu et al., 2013); 0 leaves it as it is.

    All weights together have one length, as with Keras's `global_clipnorm`: the direction stays.
    """
    length = float(np.linalg.norm(gradient))
    return gradient * (limit / length) if limit and length > limit else gradient


def _list_parts(network: RecurrentNetwork) -> list[Array]:
    weights = network.weights
    return [weights.kernel, weights.recurrent, weights.biases, network.kernel, network.biases]
