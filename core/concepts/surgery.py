"""Changing a network's shape and numbers by hand: each function gives a new network and leaves the old one as it is.

    network = with_unit(network, 0, seed=3)     # one more unit in the first layer
    network = with_weight(network, 0, 2, 1, 0.5)  # the weight from input 1 to unit 2 of the first layer

Layers count from zero; layer -1 stands for the inputs. What is added starts with weights drawn from `seed` (Glorot)
and biases of zero, and nothing else changes, so a reader sees what the new part alone does.
"""

from dataclasses import replace

import numpy as np

from core.concepts.activations import Array
from core.concepts.initializers import INITIALIZERS
from core.concepts.network import DenseLayer, Network

INPUTS = -1


def with_weight(network: Network, index: int, source: int, unit: int, value: float) -> Network:
    """The weight from incoming value `source` to `unit` of layer `index` set to `value`."""
    weights = network.layers[index].weights.copy()
    weights[source, unit] = value
    return _with_layers(network, {index: replace(network.layers[index], weights=weights)})


def with_bias(network: Network, index: int, unit: int, value: float) -> Network:
    biases = network.layers[index].biases.copy()
    biases[unit] = value
    return _with_layers(network, {index: replace(network.layers[index], biases=biases)})


def with_activation(network: Network, index: int, activation: str) -> Network:
    return _with_layers(network, {index: replace(network.layers[index], activation=activation)})


def with_unit(network: Network, index: int, *, seed: int) -> Network:
    """One more unit in layer `index` (or one more input), with drawn weights in and out."""
    changed: dict[int, DenseLayer] = {}
    if index != INPUTS:
        layer = network.layers[index]
        column = _draw(len(layer.weights), 1, seed)
        changed[index] = replace(layer, weights=np.hstack([layer.weights, column]), biases=np.append(layer.biases, 0.0))
    if index + 1 < len(network.layers):
        following = network.layers[index + 1]
        row = _draw(1, len(following.biases), seed + 1)
        changed[index + 1] = replace(following, weights=np.vstack([following.weights, row]))
    return _with_layers(network, changed)


def without_unit(network: Network, index: int) -> Network:
    """The last unit of layer `index` (or the last input) taken out, with its weights in and out."""
    changed: dict[int, DenseLayer] = {}
    if index != INPUTS:
        layer = network.layers[index]
        changed[index] = replace(layer, weights=layer.weights[:, :-1], biases=layer.biases[:-1])
    if index + 1 < len(network.layers):
        following = network.layers[index + 1]
        changed[index + 1] = replace(following, weights=following.weights[:-1])
    return _with_layers(network, changed)


def with_layer(network: Network, *, seed: int, units: int = 2, activation: str = "relu") -> Network:
    """One more hidden layer of `units`, right before the output, whose weights are drawn anew to fit."""
    *hidden, output = network.layers
    inputs, outputs = output.weights.shape
    added = DenseLayer(_draw(inputs, units, seed), np.zeros(units), activation)
    fitted = replace(output, weights=_draw(units, outputs, seed + 1))
    return replace(network, layers=(*hidden, added, fitted))


def without_layer(network: Network, index: int, *, seed: int) -> Network:
    """Layer `index` (not the output) taken out; the layer after it is drawn anew to fit."""
    layers = list(network.layers)
    inputs = layers.pop(index).weights.shape[0]
    layers[index] = replace(layers[index], weights=_draw(inputs, len(layers[index].biases), seed))
    return replace(network, layers=tuple(layers))


def _with_layers(network: Network, changed: dict[int, DenseLayer]) -> Network:
    return replace(network, layers=tuple(changed.get(i, layer) for i, layer in enumerate(network.layers)))


def _draw(fan_in: int, fan_out: int, seed: int) -> Array:
    return INITIALIZERS["glorot_uniform"](fan_in, fan_out, np.random.default_rng((seed, fan_in, fan_out)))
