"""The costs of a layer: parameters are those of Keras's layers, and the products are counted on real arrays."""

import numpy as np
import pytest

from core.concepts.families import compute_costs

N, D, K = 6, 4, 3


def test_the_parameters_are_those_of_keras():
    import keras
    from keras import layers

    costs = compute_costs(places=N, width=D, kernel=K)
    sequence = keras.Input((N, D))
    attention = layers.MultiHeadAttention(num_heads=1, key_dim=D)
    attention(sequence, sequence)
    built = {
        "dense": layers.Dense(N * D),
        "convolution": layers.Conv1D(D, K, padding="same"),
        "recurrent": layers.SimpleRNN(D, return_sequences=True),
    }
    built["dense"].build((None, N * D))
    for name in ("convolution", "recurrent"):
        built[name].build((None, N, D))
    counted = {name: layer.count_params() for name, layer in built.items()} | {"attention": attention.count_params()}
    assert {name: cost.parameters for name, cost in costs.items()} == counted


@pytest.mark.parametrize(("places", "width"), [(6, 4), (32, 8)])
def test_the_products_of_attention_are_those_of_its_matrices(places, width):
    def multiply(one, other):
        nonlocal counted
        counted += one.shape[0] * one.shape[1] * other.shape[1]
        return one @ other

    counted, x, weights = 0, np.ones((places, width)), np.ones((width, width))
    q, k, v = (multiply(x, weights) for _ in range(3))
    multiply(multiply(multiply(q, k.T), v), weights)
    assert compute_costs(places, width, K)["attention"].macs == counted


def test_twice_the_places_cost_as_the_formulas_say():
    one, two = compute_costs(512, 8, K), compute_costs(1024, 8, K)
    assert two["dense"].macs == 4 * one["dense"].macs
    assert two["convolution"].macs == 2 * one["convolution"].macs
    assert two["recurrent"].macs == 2 * one["recurrent"].macs
    assert 3.5 < two["attention"].macs / one["attention"].macs < 4
    assert (two["recurrent"].steps, two["attention"].steps, two["convolution"].reach) == (1024, 1, K)
