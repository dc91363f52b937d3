"""Two cells, the simple recurrent one and the LSTM: a whole text forward and back, with every number between.

    cell = CELLS["lstm"]
    reading = cell.read(weights, x, start, bend)      # x (steps, sequences, inputs), start: the Memory before it
    back = cell.back(weights, reading, on_h, bend)    # from the gradient on each h to those on all it came from

Names, shapes and the order of the gates (input, forget, candidate, output) are those of keras.layers.SimpleRNN and
LSTM: kernel (inputs, gates x units), recurrent (units, gates x units), biases (gates x units).

Many networks can go through at once: then the weights begin with an axis of networks, and so does every array between
its steps and its sequences (steps, networks, sequences, ...).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.concepts.activations import ActivationFunction, Array


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
class Reading:
    """What came in at every step, the sums z, what the gates made of them, and the memory h and c that was handed on.

    `gates` has the activations by name: the simple cell's one is `h`, the LSTM's are `i`, `f`, `g` and `o`.
    """

    x: Array
    start: Memory
    z: Array
    gates: Mapping[str, Array]
    h: Array
    c: Array

    @property
    def before(self) -> Memory:
        """The memory that each step found."""
        return Memory(_shift(self.start.h, self.h), _shift(self.start.c, self.c))


@dataclass(frozen=True)
class WayBack:
    """The gradients on each step's sums z, and on the memory that it handed on: the simple cell's h, the LSTM's c."""

    z: Array
    memory: Array


@dataclass(frozen=True)
class Cell:
    """`gates` says how many activations each unit has; the LSTM's bends are its own, so it does not look at `bend`."""

    name: str
    title: str
    gates: int
    read: Callable[[CellWeights, Array, Memory, ActivationFunction], Reading]
    back: Callable[[CellWeights, Reading, Array, ActivationFunction], WayBack]


def read_simple(weights: CellWeights, x: Array, start: Memory, bend: ActivationFunction) -> Reading:
    """The new h is f(x W + h_before U + b)."""
    z = _from_outside(weights, x)
    h, before, times = np.empty_like(z), start.h, _choose_product(weights)
    for z_now, h_now in zip(z, h, strict=True):
        z_now += times(before, weights.recurrent)
        h_now[...] = bend.f(z_now)
        before = h_now
    return Reading(x, start, z, {"h": h}, h, np.zeros_like(h))


def back_simple(weights: CellWeights, reading: Reading, on_h: Array, bend: ActivationFunction) -> WayBack:
    """The gradient on h_before is U times f'(z) times the gradient on h: the same U at every step."""
    on_memory, on_z = on_h.copy(), np.empty_like(reading.z)
    slopes, turned = bend.derivative(reading.z), weights.recurrent.swapaxes(-1, -2)
    later, times = np.zeros_like(on_z[0]), _choose_product(weights)
    for now in reversed(range(len(on_z))):
        on_memory[now] += times(later, turned)
        later = np.multiply(on_memory[now], slopes[now], out=on_z[now])
    return WayBack(on_z, on_memory)


SQUEEZED = np.array([[0.5], [0.5], [1.0], [0.5]])
SHIFTED = np.array([[0.5], [0.5], [0.0], [0.5]])
"""sigma(z) = 1/2 tanh(z/2) + 1/2, so that one tanh serves the four gates i, f, g and o."""


def read_lstm(weights: CellWeights, x: Array, start: Memory, _bend: ActivationFunction) -> Reading:
    """The new c is f c_before + i g, and h is o tanh(c). The gates i, f and o go from 0 to 1; g could be written."""
    z = _from_outside(weights, x)
    gates = np.empty((*z.shape[:-1], 4, z.shape[-1] // 4))
    h, c = np.empty_like(gates[..., 0, :]), np.empty_like(gates[..., 0, :])
    h_before, c_before, times = start.h, start.c, _choose_product(weights)
    for now, gate in enumerate(gates):
        z[now] += times(h_before, weights.recurrent)
        np.tanh(z[now].reshape(gate.shape) * SQUEEZED, out=gate)
        gate *= SQUEEZED
        gate += SHIFTED
        c[now] = gate[..., 1, :] * c_before + gate[..., 0, :] * gate[..., 2, :]
        h[now] = gate[..., 3, :] * np.tanh(c[now])
        h_before, c_before = h[now], c[now]
    return Reading(x, start, z, {name: gates[..., place, :] for place, name in enumerate("ifgo")}, h, c)


def back_lstm(weights: CellWeights, reading: Reading, on_h: Array, _bend: ActivationFunction) -> WayBack:
    """The gradient on c_before is f times the one on c: no matrix, and nothing is lost while the gate is open."""
    i, f, g, o = (reading.gates[name] for name in "ifgo")
    bent = np.tanh(reading.c)
    on_gates = np.stack([g * i * (1.0 - i), reading.before.c * f * (1.0 - f), i * (1.0 - g**2)], axis=-2)
    through_o, through_h = bent * o * (1.0 - o), o * (1.0 - bent**2)
    on_c, on_z = np.empty_like(reading.c), np.empty((*i.shape[:-1], 4, i.shape[-1]))
    turned, shape = weights.recurrent.swapaxes(-1, -2), reading.z.shape[1:]
    later, kept, times = np.zeros(shape), np.zeros_like(on_c[0]), _choose_product(weights)
    for now in reversed(range(len(on_c))):
        on_h_now = on_h[now] + times(later, turned)
        np.add(kept, on_h_now * through_h[now], out=on_c[now])
        np.multiply(on_c[now][..., None, :], on_gates[now], out=on_z[now, ..., :3, :])
        np.multiply(on_h_now, through_o[now], out=on_z[now, ..., 3, :])
        later, kept = on_z[now].reshape(shape), on_c[now] * f[now]
    return WayBack(on_z.reshape(reading.z.shape), on_c)


def sum_gradients(reading: Reading, back: WayBack) -> CellWeights:
    """The gradient on every weight: the same weights serve every step, so it is the sum over all steps."""
    on_z = _join_steps(back.z)
    on_kernel, on_recurrent = (
        _join_steps(came).swapaxes(-1, -2) @ on_z for came in (reading.x, _shift(reading.start.h, reading.h))
    )
    return CellWeights(on_kernel, on_recurrent, on_z.sum(axis=-2))


def _choose_product(weights: CellWeights) -> Callable[[Array, Array], Array]:
    """Of small matrices `dot` takes half the time of `matmul`, which alone knows what many networks are."""
    return np.dot if weights.recurrent.ndim == 2 else np.matmul


def _from_outside(weights: CellWeights, x: Array) -> Array:
    """X W + b of all steps: what the sums z have before anything is remembered."""
    return np.asarray(x @ weights.kernel + weights.biases[..., None, :])


def _shift(first: Array, later: Array) -> Array:
    """What each step found: `first`, then what the step before handed on."""
    shifted = np.empty_like(later)
    shifted[0], shifted[1:] = first, later[:-1]
    return shifted


def _join_steps(values: Array) -> Array:
    """(steps, ..., sequences, n) as (..., steps x sequences, n)."""
    return np.moveaxis(values, 0, -3).reshape(*values.shape[1:-2], -1, values.shape[-1])


_KNOWN = (
    Cell("simple", "SimpleRNN", 1, read_simple, back_simple),
    Cell("lstm", "LSTM", 4, read_lstm, back_lstm),
)

CELLS: Mapping[str, Cell] = {cell.name: cell for cell in _KNOWN}
