"""Two cells: the simple recurrent one and the LSTM, one step forward and one step back, with every number between.

    cell = CELLS["lstm"]
    step = cell.step(weights, x, before, bend)        # x (sequences, inputs), before: the Memory of the step before
    back = cell.back(weights, step, on_memory, bend)  # from the gradient on step.memory to those on all it came from

Names, shapes and the order of the gates (input, forget, candidate, output) are those of keras.layers.SimpleRNN and
LSTM: kernel (inputs, gates x units), recurrent (units, gates x units), biases (gates x units).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.concepts.activations import ActivationFunction, Array, sigmoid


@dataclass(frozen=True)
class CellWeights:
    """What a cell learns; also the gradients on it."""

    kernel: Array
    recurrent: Array
    biases: Array


@dataclass(frozen=True)
class Memory:
    """What a cell hands on: its output h (sequences, units), and the LSTM's cell state c; zeros in the simple cell."""

    h: Array
    c: Array


@dataclass(frozen=True)
class CellStep:
    """One step: what came in, the sums z, what the gates made of them, and the memory that is handed on.

    `gates` has the activations by name: the simple cell's one is `h`, the LSTM's are `i`, `f`, `g` and `o`.
    """

    x: Array
    before: Memory
    z: Array
    gates: Mapping[str, Array]
    memory: Memory


@dataclass(frozen=True)
class CellGradients:
    """The gradients of one step: on the weights (of this step alone), on what came in, and on the memory before."""

    weights: CellWeights
    x: Array
    before: Memory


@dataclass(frozen=True)
class Cell:
    """`gates` says how many activations each unit has; the LSTM's bends are its own, so it does not look at `bend`."""

    name: str
    title: str
    gates: int
    step: Callable[[CellWeights, Array, Memory, ActivationFunction], CellStep]
    back: Callable[[CellWeights, CellStep, Memory, ActivationFunction], CellGradients]


def simple_step(weights: CellWeights, x: Array, before: Memory, bend: ActivationFunction) -> CellStep:
    """The new h is f(x W + h_before U + b)."""
    z = _sum(weights, x, before)
    h = bend.f(z)
    return CellStep(x, before, z, {"h": h}, Memory(h, np.zeros_like(h)))


def simple_back(weights: CellWeights, step: CellStep, on: Memory, bend: ActivationFunction) -> CellGradients:
    """The gradient on h_before is U times f'(z) times the gradient on h: the same U at every step."""
    on_z = on.h * bend.derivative(step.z)
    return _from_sum(weights, step, on_z, np.zeros_like(on.c))


def lstm_step(weights: CellWeights, x: Array, before: Memory, _bend: ActivationFunction) -> CellStep:
    """The new c is f c_before + i g, and h is o tanh(c). The gates i, f and o go from 0 to 1; g could be written."""
    z = _sum(weights, x, before)
    z_i, z_f, z_g, z_o = np.split(z, 4, axis=-1)
    i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
    c = f * before.c + i * g
    return CellStep(x, before, z, {"i": i, "f": f, "g": g, "o": o}, Memory(o * np.tanh(c), c))


def lstm_back(weights: CellWeights, step: CellStep, on: Memory, _bend: ActivationFunction) -> CellGradients:
    """The gradient on c_before is f times the one on c: no matrix, and nothing is lost while the gate is open."""
    i, f, g, o = (step.gates[name] for name in "ifgo")
    bent = np.tanh(step.memory.c)
    on_c = on.c + on.h * o * (1.0 - bent**2)
    on_gates = (on_c * g, on_c * step.before.c, on_c * i, on.h * bent)
    slopes = (i * (1.0 - i), f * (1.0 - f), 1.0 - g**2, o * (1.0 - o))
    on_z = np.concatenate([gate * slope for gate, slope in zip(on_gates, slopes, strict=True)], axis=-1)
    return _from_sum(weights, step, on_z, on_c * f)


def _sum(weights: CellWeights, x: Array, before: Memory) -> Array:
    return x @ weights.kernel + before.h @ weights.recurrent + weights.biases


def _from_sum(weights: CellWeights, step: CellStep, on_z: Array, on_c_before: Array) -> CellGradients:
    on_weights = CellWeights(step.x.T @ on_z, step.before.h.T @ on_z, on_z.sum(axis=0))
    before = Memory(on_z @ weights.recurrent.T, on_c_before)
    return CellGradients(on_weights, on_z @ weights.kernel.T, before)


_KNOWN = (
    Cell("simple", "SimpleRNN", 1, simple_step, simple_back),
    Cell("lstm", "LSTM", 4, lstm_step, lstm_back),
)

CELLS: Mapping[str, Cell] = {cell.name: cell for cell in _KNOWN}
