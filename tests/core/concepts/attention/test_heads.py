"""Attention: parity with Keras, every gradient against finite differences, and what positions and the mask do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.concepts.activations import softmax, softmax_jacobian
from core.concepts.attention.heads import Projections, attend, attend_backward, causal, softmax_backward
from core.concepts.attention.positions import position_waves
from core.concepts.descent.parameters import flatten, list_arrays, unflatten
from tests.core.concepts.differences import numerical_gradient, relative_error


def draw(seed, *, places, size, heads, each):
    """A text x (2, places, size), projections, and a mask in which each place sees itself and some others."""
    rng = np.random.default_rng(seed)
    split, back = (size, heads, each), (heads, each, size)
    shapes = (split, split[1:], split, split[1:], split, split[1:], back, (size,))
    allowed = (rng.random((places, places)) < 0.6) | np.eye(places, dtype=bool)
    return rng.normal(size=(2, places, size)), Projections(*(rng.normal(size=shape) for shape in shapes)), allowed


sizes = st.fixed_dictionaries(
    {"places": st.integers(1, 5), "size": st.integers(1, 4), "heads": st.integers(1, 3), "each": st.integers(1, 3)}
)


@settings(max_examples=20, deadline=None)
@given(sizes, st.integers(0, 1000), st.booleans())
def test_every_gradient_is_what_the_loss_does(shape, seed, scaled):
    x, projections, allowed = draw(seed, **shape)
    on_out = np.random.default_rng(seed + 1).normal(size=x.shape)
    on_x, gradients = attend_backward(attend(x, projections, allowed=allowed, scaled=scaled), on_out)

    def loss_of_x(moved):
        return float((attend(moved, projections, allowed=allowed, scaled=scaled).out * on_out).sum())

    def loss_of_weights(vector):
        moved = unflatten(vector, projections)
        return float((attend(x, moved, allowed=allowed, scaled=scaled).out * on_out).sum())

    assert relative_error(on_x, numerical_gradient(loss_of_x, x), floor=1e-2) < 1e-5
    numeric = numerical_gradient(loss_of_weights, flatten(projections))
    assert relative_error(flatten(gradients), numeric, floor=1e-2) < 1e-5


@pytest.mark.parametrize("heads", [1, 3])
def test_it_is_multi_head_attention_of_keras(heads):
    import keras

    x, projections, allowed = draw(3, places=5, size=6, heads=heads, each=4)
    layer = keras.layers.MultiHeadAttention(heads, 4, dtype="float64")
    layer(x, x)
    layer.set_weights(list_arrays(projections))
    out, weights = layer(x, x, attention_mask=allowed[None], return_attention_scores=True)
    ours = attend(x, projections, allowed=allowed)
    np.testing.assert_allclose(ours.out, out, atol=1e-6)
    np.testing.assert_allclose(ours.weights, weights, atol=1e-6)


@given(st.integers(0, 1000))
def test_softmax_backward_is_its_jacobian(seed):
    z, on_p = np.random.default_rng(seed).normal(size=(2, 3, 4))
    expected = np.einsum("ri,rij->rj", on_p, softmax_jacobian(z))
    np.testing.assert_allclose(softmax_backward(softmax(z), on_p), expected, atol=1e-12)


def test_the_weights_of_a_place_sum_to_one_and_nobody_looks_ahead():
    x, projections, _allowed = draw(4, places=6, size=4, heads=2, each=2)
    weights = attend(x, projections, allowed=causal(6)).weights
    np.testing.assert_allclose(weights.sum(axis=-1), 1.0)
    behind = np.tri(6, dtype=bool)
    assert not weights[..., ~behind].any()
    assert (weights[..., behind] > 0).all()


def test_without_positions_the_order_of_the_words_changes_nothing_but_the_order():
    x, projections, _allowed = draw(5, places=5, size=4, heads=2, each=2)
    everywhere = np.ones((5, 5), dtype=bool)
    order = np.array([3, 0, 4, 1, 2])
    plain, shuffled = (attend(text, projections, allowed=everywhere).out for text in (x, x[:, order]))
    np.testing.assert_allclose(shuffled, plain[:, order], atol=1e-12)
    waves = position_waves(5, 4)
    placed, moved = (attend(text + waves, projections, allowed=everywhere).out for text in (x, x[:, order]))
    assert np.abs(moved - placed[:, order]).max() > 0.1


def test_waves_of_a_distance_are_a_rotation_whatever_the_place():
    waves = position_waves(50, 8)
    products = waves @ waves.T
    for distance in (0, 1, 7):
        np.testing.assert_allclose(np.diagonal(products, distance), products[0, distance])
    assert waves[0].tolist() == [0.0, 1.0] * 4
    assert waves[3, 0] == pytest.approx(np.sin(3))
    assert waves[3, 3] == pytest.approx(np.cos(3 / 10))
