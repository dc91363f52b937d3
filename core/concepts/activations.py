"""Activations: the bend after each weighted sum, without which a deep network would be one straight line.

An elementwise activation acts on each pre-activation z alone, so its derivative is one number a z. Softmax looks at
all logits of an example at once, so its derivative is a matrix: the Jacobian.

    relu = ACTIVATIONS["relu"]
    a = relu.f(z)                # same shape as z
    slope = relu.derivative(z)   # da/dz, same shape

The names, the slope of leaky ReLU and the exact form of GELU are Keras's defaults (keras.activations, Keras 3).

At a kink the derivative does not exist and a value is agreed on: the one from the left, as TensorFlow has it.
So ReLU'(0) = 0 and leaky ReLU'(0) = its slope below zero.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LEAK = 0.2
"""The slope of leaky ReLU below zero (keras.activations.leaky_relu)."""


@dataclass(frozen=True)
class ActivationFunction:
    """An elementwise function with its derivative.

    `name` is Keras's and `title` the usual spelling. `formula` and `slope_formula` are the LaTeX of f(z) and f'(z).
    `kinks` are the points where f' does not exist.
    """

    name: str
    title: str
    f: Callable[[Array], Array]
    derivative: Callable[[Array], Array]
    formula: str
    slope_formula: str
    kinks: tuple[float, ...] = ()


def linear(z: Array) -> Array:
    return z.copy()


def linear_derivative(z: Array) -> Array:
    return np.ones_like(z)


def sigmoid(z: Array) -> Array:
    """1 / (1 + e^-z), written with e^-|z|, which cannot overflow: for z < 0 the fraction is widened by e^z."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0.0, 1.0, small) / (1.0 + small)


def sigmoid_derivative(z: Array) -> Array:
    """sigma(z) (1 - sigma(z)); the second factor is sigma(-z), which keeps its digits for large z."""
    return sigmoid(z) * sigmoid(-z)


def tanh(z: Array) -> Array:
    return np.tanh(z)


def tanh_derivative(z: Array) -> Array:
    return 1.0 - np.tanh(z) ** 2


def relu(z: Array) -> Array:
    return np.maximum(z, 0.0)


def relu_derivative(z: Array) -> Array:
    return np.where(z > 0.0, 1.0, 0.0)


def leaky_relu(z: Array) -> Array:
    return np.where(z > 0.0, z, LEAK * z)


def leaky_relu_derivative(z: Array) -> Array:
    return np.where(z > 0.0, 1.0, LEAK)


def gelu(z: Array) -> Array:
    """The input times Phi(z), the distribution function of the standard normal (Hendrycks and Gimpel, 2016)."""
    return z * _normal_cdf(z)


def gelu_derivative(z: Array) -> Array:
    """Phi(z) + z phi(z) by the product rule; phi is the standard normal density."""
    density = np.exp(-0.5 * z**2) / math.sqrt(2.0 * math.pi)
    return _normal_cdf(z) + z * density


def silu(z: Array) -> Array:
    """The input times sigma(z), also called swish."""
    return z * sigmoid(z)


def silu_derivative(z: Array) -> Array:
    """sigma(z) + z sigma'(z) by the product rule."""
    return sigmoid(z) + z * sigmoid_derivative(z)


def softmax(z: Array) -> Array:
    """Probabilities from logits over the last axis: e^z_i / sum_j e^z_j, each row summing to one.

    The largest logit is subtracted first: it cancels in the fraction and keeps every exponent at or below zero.
    """
    powers: Array = np.exp(z - np.max(z, axis=-1, keepdims=True))
    total: Array = np.sum(powers, axis=-1, keepdims=True)
    return powers / total


def softmax_jacobian(z: Array) -> Array:
    """dp_i / dz_j = p_i (1 if i = j else 0) - p_i p_j; shape (..., n, n) for logits of shape (..., n)."""
    p = softmax(z)
    return p[..., :, None] * np.eye(p.shape[-1]) - p[..., :, None] * p[..., None, :]


def _normal_cdf(z: Array) -> Array:
    return 0.5 * np.asarray(_erfc(-z / math.sqrt(2.0)), dtype=np.float64)


_erfc = np.vectorize(math.erfc, otypes=[np.float64])  # NumPy has no error function of its own

_STEP = r"\begin{{cases}} 1 & z > 0 \\ {left} & z \le 0 \end{{cases}}"

_KNOWN = (
    ActivationFunction("linear", "Linear", linear, linear_derivative, r"z", r"1"),
    ActivationFunction("sigmoid", "Sigmoid", sigmoid, sigmoid_derivative, r"\frac{1}{1 + e^{-z}}", r"f(z)\,(1 - f(z))"),
    ActivationFunction("tanh", "tanh", tanh, tanh_derivative, r"\tanh z", r"1 - f(z)^2"),
    ActivationFunction("relu", "ReLU", relu, relu_derivative, r"\max(0, z)", _STEP.format(left=0), (0.0,)),
    ActivationFunction(
        "leaky_relu", "Leaky ReLU", leaky_relu, leaky_relu_derivative,
        rf"\max({LEAK} \cdot z, z)", _STEP.format(left=LEAK), (0.0,),
    ),
    ActivationFunction("gelu", "GELU", gelu, gelu_derivative, r"z\,\Phi(z)", r"\Phi(z) + z\,\varphi(z)"),
    ActivationFunction(
        "silu", "SiLU", silu, silu_derivative,
        r"z\,\sigma(z)", r"\sigma(z) + z\,\sigma(z)\,(1 - \sigma(z))",
    ),
)  # fmt: skip

ACTIVATIONS: Mapping[str, ActivationFunction] = {activation.name: activation for activation in _KNOWN}
"""The elementwise activations by Keras's name. Softmax is not among them: its derivative is no elementwise one."""
