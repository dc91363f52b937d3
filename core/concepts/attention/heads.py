"""Scaled dot-product attention (Vaswani et al., 2017) with one head or several, forward and backward.

    traced = attend(x, projections, allowed=causal(5))    # x (..., 5, d)
    traced.weights                                         # (..., heads, 5, 5): from each place to each other one
    traced.out                                             # (..., 5, d)
    on_x, gradients = attend_backward(traced, on_out)

Each place asks with its query, answers with its key and gives its value. The score of a pair is the product of query
and key over the root of their size; softmax makes weights of the scores, and these mix the values.
Shapes and order of the projections are those of `keras.layers.MultiHeadAttention`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.concepts.activations import Array, softmax

Allowed = NDArray[np.bool_]


@dataclass(frozen=True)
class Projections:
    """From d numbers a place to query, key and value of each head, (d, heads, size), and back (heads, size, d).

    The biases are (heads, size), and (d,) for the way back.
    """

    query: Array
    query_bias: Array
    key: Array
    key_bias: Array
    value: Array
    value_bias: Array
    output: Array
    output_bias: Array


@dataclass(frozen=True)
class AttentionTrace:
    """Every number of attention over x (..., T, d); T places, `heads` heads of `size` numbers.

    query, key, value and mixed are (..., heads, T, size), scores and weights (..., heads, T, T) with the place that
    asks in the row. A score that is not allowed is minus infinity, and its weight 0.
    """

    projections: Projections
    x: Array
    query: Array
    key: Array
    value: Array
    scores: Array
    weights: Array
    mixed: Array
    out: Array
    scale: float


def causal(places: int) -> Allowed:
    """Which place (row) may look at which (column): itself and those before it."""
    return np.tri(places, dtype=np.bool_)


def attend(x: Array, projections: Projections, *, allowed: Allowed, scaled: bool = True) -> AttentionTrace:
    """Attention of every place of x (..., T, d) to those that `allowed` (T, T) names in its row.

    Without `scaled` the scores are not divided by the root of the size of a head.
    """
    query = project(x, projections.query, projections.query_bias)
    key = project(x, projections.key, projections.key_bias)
    value = project(x, projections.value, projections.value_bias)
    scale = float(1.0 / np.sqrt(query.shape[-1])) if scaled else 1.0
    scores = np.where(allowed, query @ key.swapaxes(-1, -2) * x.dtype.type(scale), -np.inf)
    weights = softmax(scores)
    mixed = weights @ value
    out = join(mixed, projections.output) + projections.output_bias
    return AttentionTrace(projections, x, query, key, value, scores, weights, mixed, out, scale)


def attend_backward(traced: AttentionTrace, on_out: Array) -> tuple[Array, Projections]:
    """From d loss / d out to d loss / d x, and the gradients of the projections in the form of these."""
    projections = traced.projections
    on_mixed = project(on_out, projections.output.transpose(2, 0, 1))
    on_weights = on_mixed @ traced.value.swapaxes(-1, -2)
    on_scores = softmax_backward(traced.weights, on_weights) * on_out.dtype.type(traced.scale)
    on_query = on_scores @ traced.key
    on_key = on_scores.swapaxes(-1, -2) @ traced.query
    on_value = traced.weights.swapaxes(-1, -2) @ on_mixed
    parts = ((on_query, projections.query), (on_key, projections.key), (on_value, projections.value))
    on_x = sum(join(on_part, kernel.transpose(1, 2, 0)) for on_part, kernel in parts)
    (query, query_bias), (key, key_bias), (value, value_bias) = (
        _projection_gradients(traced.x, on_part) for on_part, _kernel in parts
    )
    output = _project_gradient(on_out, traced.mixed).transpose(1, 2, 0)
    output_bias = on_out.reshape(-1, on_out.shape[-1]).sum(axis=0)
    gradients = Projections(query, query_bias, key, key_bias, value, value_bias, output, output_bias)
    return np.asarray(on_x), gradients


def softmax_backward(p: Array, on_p: Array) -> Array:
    """From d loss / d p to d loss / d z for p = softmax(z): the Jacobian's product, without the Jacobian."""
    return np.asarray(p * (on_p - (on_p * p).sum(axis=-1, keepdims=True)))


def project(x: Array, kernel: Array, bias: Array | float = 0.0) -> Array:
    """X (..., T, d) through a kernel (d, heads, size): (..., heads, T, size)."""
    wide, heads, size = kernel.shape
    split = (x @ kernel.reshape(wide, heads * size)).reshape(*x.shape[:-1], heads, size) + bias
    return split.swapaxes(-2, -3)


def join(split: Array, kernel: Array) -> Array:
    """The heads (..., heads, T, size) side by side through a kernel (heads, size, d): (..., T, d)."""
    heads, size, wide = kernel.shape
    together = split.swapaxes(-2, -3)
    return np.asarray(together.reshape(*together.shape[:-2], heads * size) @ kernel.reshape(heads * size, wide))


def _projection_gradients(x: Array, on_split: Array) -> tuple[Array, Array]:
    over_all = tuple(axis for axis in range(on_split.ndim) if axis not in (on_split.ndim - 3, on_split.ndim - 1))
    return _project_gradient(x, on_split), on_split.sum(axis=over_all)


def _project_gradient(x: Array, split: Array) -> Array:
    """The sum over all places of x times split, (d, heads, size)."""
    together = split.swapaxes(-2, -3)
    heads, size = together.shape[-2:]
    rows = x.reshape(-1, x.shape[-1])
    return np.asarray(rows.T @ together.reshape(len(rows), heads * size)).reshape(-1, heads, size)
