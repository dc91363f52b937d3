"""What a value is made of: its inputs, how they are put together, and the value that they make."""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import onnx

Index = tuple[int, ...]


@dataclass(frozen=True)
class Arrays:
    """By the names of their tensors, what was computed from the picture and what is written in the file."""

    computed: Mapping[str, np.ndarray]
    constants: Mapping[str, np.ndarray]

    def __getitem__(self, name: str) -> np.ndarray:
        return self.computed[name] if name in self.computed else self.constants[name]


@dataclass(frozen=True)
class Terms:
    """The inputs of one value.

    Attributes:
        rule: how they are put together: `sum`, `maximum`, `clip`, `copy`, `softmax`, or one of `FUNCTIONS`.
        tensors: of which tensor each input is.
        indices: where in it.
        values: of the inputs, float64.
        weights: by which they are multiplied; of a softmax 1 for the value's own logit, else 0; of a function all 1.
        bias: is added.

    """

    rule: str
    tensors: Sequence[str]
    indices: Sequence[Index]
    values: np.ndarray
    weights: np.ndarray
    bias: float = 0.0

    @cached_property
    def products(self) -> np.ndarray:
        """What each input adds; of a softmax its share of the powers, which make 1 together."""
        if self.rule == "softmax":
            powers = np.exp(self.values - self.values.max())
            shares: np.ndarray = powers / powers.sum()
            return shares
        products: np.ndarray = self.values * self.weights
        return products

    @property
    def order(self) -> np.ndarray:
        """The largest inputs first; of a maximum or a softmax the one that it is about, of a function as written."""
        if self.rule in FUNCTIONS:
            return np.arange(len(self.values))
        sizes: np.ndarray = np.abs(self.products)
        importance = sizes + 2 * self.weights if self.rule in ("maximum", "softmax") else sizes
        return np.argsort(-importance, kind="stable")

    def compute_total(self) -> float:
        """The value that they make."""
        if self.rule == "softmax":
            return float(self.products @ self.weights)
        if self.rule in FUNCTIONS:
            return FUNCTIONS[self.rule](*self.values.tolist())
        return float(self.products.sum()) + self.bias


def _squash(value: float) -> float:
    return float(1 / (1 + np.exp(-value)))


FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "erf": math.erf,
    "product": operator.mul,
    "quotient": operator.truediv,
    "reciprocal": lambda value: 1 / value,
    "root": math.sqrt,
    "sigmoid": _squash,
}
Rule = Callable[[onnx.NodeProto, Index, Arrays], Terms]


def collect(
    rule: str, arrays: Arrays, tensor: str, indices: Sequence[Index], weights: Any = 1.0, bias: float = 0.0
) -> Terms:
    """The terms of several places of one tensor."""
    values = np.array([arrays[tensor][index] for index in indices], np.float64)
    wide = np.broadcast_to(np.asarray(weights, np.float64), values.shape)
    return Terms(rule, [tensor] * len(values), indices, values, wide, float(bias))


def choose_largest(node: onnx.NodeProto, indices: Sequence[Index], arrays: Arrays) -> Terms:
    """The maximum over places of the node's input: the first of the largest values has the weight 1."""
    values = [arrays[node.input[0]][index] for index in indices]
    weights = np.zeros(len(values))
    weights[int(np.argmax(values))] = 1
    return collect("maximum", arrays, node.input[0], indices, weights)
