"""All numbers of a network in one row: what an optimiser moves, and what a path through the loss surface is made of.

flat = flatten(network)               # the weights of a layer row by row, then its biases, layer by layer
network = unflatten(flat, network)    # the same shape with other numbers
"""

from dataclasses import replace

import numpy as np

from core.concepts.activations import Array
from core.concepts.network import Network, Trace


def flatten(network: Network) -> Array:
    return np.concatenate([part.ravel() for layer in network.layers for part in (layer.weights, layer.biases)])


def unflatten(flat: Array, network: Network) -> Network:
    """A network of the shape of `network` with the numbers of `flat`."""
    layers, at = [], 0
    for layer in network.layers:
        weights = flat[at : at + layer.weights.size].reshape(layer.weights.shape)
        at += weights.size
        biases = flat[at : at + layer.biases.size]
        at += biases.size
        layers.append(replace(layer, weights=weights, biases=biases))
    return replace(network, layers=tuple(layers))


def flatten_gradients(trace: Trace) -> Array:
    """The gradients of one step, in the order of `flatten`."""
    return np.concatenate(
        [part.ravel() for layer in trace.layers for part in (layer.weights_gradient, layer.biases_gradient)]
    )


def mark_weights(network: Network) -> Array:
    """1 where a number is a weight and 0 where it is a bias, in the order of `flatten`."""
    return np.concatenate(
        [
            np.full(part.size, kind)
            for layer in network.layers
            for part, kind in ((layer.weights, 1.0), (layer.biases, 0.0))
        ]
    )
