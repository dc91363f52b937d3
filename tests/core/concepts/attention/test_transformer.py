"""The Transformer: every gradient against finite differences, its parts against Keras, and what a mask forbids."""

import numpy as np
import pytest

from core.concepts.attention.heads import causal
from core.concepts.attention.normalisation import Norm, normalise
from core.concepts.attention.transformer import backward, block_forward, create, cross_entropy, forward
from core.concepts.descent.parameters import flatten, list_arrays, unflatten
from tests.core.concepts.differences import numerical_gradient, relative_error

SIGNS, PLACES = 5, 4
EVERYWHERE = np.ones((PLACES, PLACES), dtype=bool)


@pytest.fixture
def model():
    """A small one with weights of ordinary size, so that no gradient is tiny."""
    fresh = create(signs=SIGNS, size=4, heads=2, blocks=2, seed=0)
    drawn = np.random.default_rng(1).normal(0, 0.5, len(flatten(fresh)))
    return unflatten(drawn, fresh)


@pytest.fixture
def texts():
    rng = np.random.default_rng(2)
    return rng.integers(0, SIGNS, (2, PLACES)), rng.integers(0, SIGNS, (2, PLACES)), rng.random((2, PLACES))


@pytest.mark.parametrize("allowed", [causal(PLACES), EVERYWHERE], ids=["causal", "everywhere"])
def test_every_gradient_is_what_the_loss_does(model, texts, allowed):
    tokens, targets, counts = texts
    traced = forward(model, tokens, allowed=allowed)
    analytic = flatten(backward(traced, cross_entropy(traced.logits, targets, counts)[1]))

    def loss(vector):
        return cross_entropy(forward(unflatten(vector, model), tokens, allowed=allowed).logits, targets, counts)[0]

    assert relative_error(analytic, numerical_gradient(loss, flatten(model))) < 1e-6


def test_the_loss_is_the_mean_over_the_places_that_count(texts):
    _tokens, targets, _counts = texts
    logits = np.random.default_rng(3).normal(size=(2, PLACES, SIGNS))
    counts = np.zeros((2, PLACES))
    counts[0, 1] = counts[1, 3] = 1
    p = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    expected = -(np.log(p[0, 1, targets[0, 1]]) + np.log(p[1, 3, targets[1, 3]])) / 2
    loss, on_logits = cross_entropy(logits, targets, counts)
    assert loss == pytest.approx(expected)
    assert not on_logits[counts == 0].any()


def test_with_the_causal_mask_what_comes_later_changes_nothing_before(model, texts):
    tokens = texts[0][:1]
    other = tokens.copy()
    other[0, -1] = (other[0, -1] + 1) % SIGNS
    one, two = (forward(model, text, allowed=causal(PLACES)).logits for text in (tokens, other))
    np.testing.assert_array_equal(one[0, :-1], two[0, :-1])
    both = [forward(model, text, allowed=EVERYWHERE).logits for text in (tokens, other)]
    assert (both[0][0, :-1] != both[1][0, :-1]).all()


def test_numbers_as_a_vector_and_back(model):
    again = unflatten(flatten(model), model)
    for one, other in zip(list_arrays(model), list_arrays(again), strict=True):
        np.testing.assert_array_equal(one, other)
    with pytest.raises(ValueError, match="numbers for a model of"):
        unflatten(np.append(flatten(model), 0.0), model)


def test_normalisation_is_that_of_keras():
    import keras

    rng = np.random.default_rng(4)
    x, norm = rng.normal(size=(3, 6)), Norm(rng.normal(size=6), rng.normal(size=6))
    layer = keras.layers.LayerNormalization(epsilon=1e-5, dtype="float64")
    layer.build(x.shape)
    layer.set_weights([norm.gain, norm.bias])
    np.testing.assert_allclose(normalise(x, norm).out, layer(x), rtol=1e-9)


def test_a_block_is_that_of_keras(model):
    import keras

    block = model.blocks[0]
    x = np.random.default_rng(5).normal(size=(2, PLACES, 4))
    inputs = keras.Input((PLACES, 4), dtype="float64")
    first = keras.layers.LayerNormalization(epsilon=1e-5, dtype="float64")
    attention = keras.layers.MultiHeadAttention(2, 2, dtype="float64")
    second = keras.layers.LayerNormalization(epsilon=1e-5, dtype="float64")
    wide, narrow = keras.layers.Dense(16, "relu", dtype="float64"), keras.layers.Dense(4, dtype="float64")
    normal = first(inputs)
    middle = inputs + attention(normal, normal, use_causal_mask=True)
    network = keras.Model(inputs, middle + narrow(wide(second(middle))))
    parts = (block.first, block.attention, block.second, block.hidden)
    for layers, part in zip(((first,), (attention,), (second,), (wide, narrow)), parts, strict=True):
        arrays = list_arrays(part)
        for layer in layers:
            count = len(layer.get_weights())
            layer.set_weights(arrays[:count])
            arrays = arrays[count:]
    np.testing.assert_allclose(block_forward(block, x, allowed=causal(PLACES)).out, network(x), atol=1e-7)
