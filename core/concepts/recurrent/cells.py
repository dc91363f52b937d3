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
    for on_h_now, slope, on_z_now in zip(*map(reversed, (on_memory, slopes, on_z)), strict=True):
        on_h_now += times(later, turned)
        later = np.multiply(on_h_now, slope, out=on_z_now)
    return WayBack(on_z, on_memory)


SQUEEZED, SHIFTED = np.array([0.5, 0.5, 1.0, 0.5]), np.array([0.5, 0.5, 0.0, 0.5])
"""sigma(z) = 1/2 tanh(z/2) + 1/2, so that one tanh serves the four gates i, f, g and o."""


def read_lstm(weights: CellWeights, x: Array, start: Memory, _bend: ActivationFunction) -> Reading:
    """The new c is f c_before + i g, and h is o tanh(c). The gates i, f and o go from 0 to 1; g could be written.

    A step is so small that calling NumPy costs more than its numbers do: what can be is computed for all steps at once.
    """
    squeezed, shifted = (np.repeat(part, weights.recurrent.shape[-2]) for part in (SQUEEZED, SHIFTED))
    z, recurrent, times = _from_outside(weights, x) * squeezed, weights.recurrent * squeezed, _choose_product(weights)
    gates = np.empty_like(z)
    i, f, g, o = np.split(gates, 4, axis=-1)
    h, c, h_before, c_before = np.empty(i.shape), np.empty(i.shape), start.h, start.c
    for z_now, gate, i_now, f_now, g_now, o_now, h_now, c_now in zip(z, gates, i, f, g, o, h, c, strict=True):
        z_now += times(h_before, recurrent)
        np.tanh(z_now, out=gate)
        gate *= squeezed
        gate += shifted
        np.multiply(f_now, c_before, out=c_now)
        c_now += i_now * g_now
        np.tanh(c_now, out=h_now)
        h_now *= o_now
        h_before, c_before = h_now, c_now
    return Reading(x, start, z / squeezed, {"i": i, "f": f, "g": g, "o": o}, h, c)


def back_lstm(weights: CellWeights, reading: Reading, on_h: Array, _bend: ActivationFunction) -> WayBack:
    """The gradient on c_before is f times the one on c: no matrix, and nothing is lost while the gate is open."""
    i, f, g, o = (reading.gates[name] for name in "ifgo")
    bent = np.tanh(reading.c)
    h_to_c, h_to_o = o * (1.0 - bent**2), bent * o * (1.0 - o)
    c_to_ifg = np.stack([g * i * (1.0 - i), reading.before.c * f * (1.0 - f), i * (1.0 - g**2)], axis=-2)
    on_z, on_c, turned = np.empty_like(reading.z), np.empty_like(reading.c), weights.recurrent.swapaxes(-1, -2)
    on_gates = on_z.reshape(*i.shape[:-1], 4, i.shape[-1])
    later, kept, times = np.zeros_like(on_z[0]), np.zeros_like(on_c[0]), _choose_product(weights)
    steps = (on_h.copy(), h_to_c, h_to_o, c_to_ifg, f, on_c, on_gates[..., :3, :], on_gates[..., 3, :], on_z)
    for on_h_now, to_c, to_o, to_ifg, f_now, on_c_now, on_ifg, on_o, on_z_now in zip(
        *map(reversed, steps), strict=True
    ):
        on_h_now += times(later, turned)
        np.multiply(on_h_now, to_c, out=on_c_now)
        on_c_now += kept
        np.multiply(on_c_now[..., None, :], to_ifg, out=on_ifg)
        np.multiply(on_h_now, to_o, out=on_o)
        later, kept = on_z_now, on_c_now * f_now
    return WayBack(on_z, on_c)


def sum_gradients(reading: Reading, back: WayBack) -> CellWeights:
    """The gradient on every weight: the same weights serve every step, so it is the sum over all steps."""
    on_z = join_steps(back.z)
    on_kernel, on_recurrent = (
        join_steps(came).swapaxes(-1, -2) @ on_z for came in (reading.x, _shift(reading.start.h, reading.h))
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


def join_steps(values: Array) -> Array:
    """(steps, ..., sequences, n) as (..., steps x sequences, n)."""
    return np.moveaxis(values, 0, -3).reshape(*values.shape[1:-2], -1, values.shape[-1])


_KNOWN = (
    Cell("simple", "SimpleRNN", 1, read_simple, back_simple),
    Cell("lstm", "LSTM", 4, read_lstm, back_lstm),
)

CELLS: Mapping[str, Cell] = {cell.name: cell for cell in _KNOWN}
