"""Layer normalisation (Ba et al., 2016): each place's numbers to mean 0 and variance 1, then a gain and a bias."""

from dataclasses import dataclass

import numpy as np

from core.concepts.activations import Array

EPSILON = 1e-5


@dataclass(frozen=True)
class Norm:
    """Gain and bias, (d,) each."""

    gain: Array
    bias: Array


@dataclass(frozen=True)
class NormTrace:
    """The normalised numbers and 1 / standard deviation, and what comes out; (..., d), (..., 1) and (..., d)."""

    norm: Norm
    normal: Array
    inverse: Array
    out: Array


def normalise(x: Array, norm: Norm) -> NormTrace:
    apart = x - x.mean(axis=-1, keepdims=True)
    variance = (apart * apart).mean(axis=-1, keepdims=True)
    inverse = 1.0 / np.sqrt(variance + x.dtype.type(EPSILON))
    normal = apart * inverse
    return NormTrace(norm, normal, inverse, normal * norm.gain + norm.bias)


def normalise_backward(traced: NormTrace, on_out: Array) -> tuple[Array, Norm]:
    """From d loss / d out to d loss / d x and the gradients of gain and bias."""
    on_normal = on_out * traced.norm.gain
    mean = on_normal.mean(axis=-1, keepdims=True)
    along = (on_normal * traced.normal).mean(axis=-1, keepdims=True)
    on_x = traced.inverse * (on_normal - mean - traced.normal * along)
    rows = on_out.reshape(-1, on_out.shape[-1])
    gain = (rows * traced.normal.reshape(rows.shape)).sum(axis=0)
    return np.asarray(on_x), Norm(gain, rows.sum(axis=0))
