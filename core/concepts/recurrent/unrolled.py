"""A recurrent network unrolled over its characters: forward, the loss, and backpropagation through time.

    trace = unroll(network, lessons)
    trace.loss, compute_gradients(trace)       # of the mean over all that is asked for
    measure_last_answer(trace)                 # (steps,): how large the last answer's gradient is at each step

The same weights are used at every step, so the gradient on them is a sum over all steps. On its way from the last step
to the first the gradient goes through the cell once a step: what each passage leaves of it is multiplied up.

Many networks of one shape can be unrolled at once: `unroll(networks, lessons.for_many())`. Then every array has an axis
of networks, the first of the weights and of the loss and the second of what has steps.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.concepts.activations import ACTIVATIONS, Array
from core.concepts.initializers import glorot_uniform
from core.concepts.losses import log_softmax
from core.concepts.recurrent.cells import CELLS, CellWeights, Memory, Reading, WayBack, join_steps, sum_gradients


@dataclass(frozen=True)
class RecurrentNetwork:
    """A cell with its weights, and the dense layer (units, outputs) that turns each h into logits."""

    cell: str
    activation: str
    weights: CellWeights
    kernel: Array
    biases: Array


@dataclass(frozen=True)
class Lessons:
    """What is read and what is asked: x (steps, sequences, inputs) and y (steps, sequences, outputs), one-hot.

    Where nothing is asked the row of y is zeros.
    """

    x: Array
    y: Array

    def for_many(self) -> "Lessons":
        """The same for several networks at once."""
        return Lessons(self.x[:, None], self.y[:, None])


@dataclass(frozen=True)
class UnrolledTrace:
    """Every number of one pass over the lessons.

    `probabilities` (steps, sequences, outputs); `losses` (steps, sequences), zero where nothing is asked; `loss` their
    mean over what is asked, and `on_logits` its gradient on the logits.
    """

    network: RecurrentNetwork
    reading: Reading
    probabilities: Array
    losses: Array
    loss: Array
    on_logits: Array


def create(
    cell: str, activation: str, sizes: tuple[int, int, int], *, gain: float, forget_bias: float, seed: int
) -> RecurrentNetwork:
    """A fresh network with `sizes` (inputs, units, outputs), as Keras starts one, but for two things.

    The recurrent weights are an orthogonal matrix times `gain`: a step through it makes a gradient longer by `gain`,
    before f'. The biases of the LSTM's forget gate start at `forget_bias`, Keras's at 1.
    """
    inputs, units, outputs = sizes
    rng, gates = np.random.default_rng(seed), CELLS[cell].gates
    biases = np.zeros(gates * units)
    if cell == "lstm":
        biases[units : 2 * units] = forget_bias
    recurrent = np.hstack([gain * orthogonal(units, rng) for _gate in range(gates)])
    weights = CellWeights(glorot_uniform(inputs, gates * units, rng), recurrent, biases)
    return RecurrentNetwork(cell, activation, weights, glorot_uniform(units, outputs, rng), np.zeros(outputs))


def orthogonal(units: int, rng: np.random.Generator) -> Array:
    """A matrix that turns and mirrors without making anything longer or shorter (Saxe et al., 2014)."""
    q, r = np.linalg.qr(rng.standard_normal((units, units)))
    return np.asarray(q * np.sign(np.diag(r)), dtype=np.float64)


def read(network: RecurrentNetwork, x: Array) -> Reading:
    """The cell at every step of x (steps, sequences, inputs), from an empty memory on."""
    return _read_on(network, x, _empty_memory(network, sequences=x.shape[-2]))


def compute_logits(network: RecurrentNetwork, reading: Reading) -> Array:
    return np.asarray(reading.h @ network.kernel + network.biases[..., None, :])


def unroll(network: RecurrentNetwork, lessons: Lessons) -> UnrolledTrace:
    """Forward over all steps, as far as the gradient on the logits."""
    reading = read(network, lessons.x)
    log_p = log_softmax(compute_logits(network, reading))
    probabilities, losses = np.exp(log_p), -(lessons.y * log_p).sum(axis=-1)
    asked = lessons.y.sum()
    on_logits = (probabilities * lessons.y.sum(axis=-1, keepdims=True) - lessons.y) / asked
    return UnrolledTrace(network, reading, probabilities, losses, losses.sum(axis=(0, -1)) / asked, on_logits)


def compute_gradients(trace: UnrolledTrace) -> RecurrentNetwork:
    """The gradient on every weight: back through all steps."""
    network, reading, on_logits = trace.network, trace.reading, trace.on_logits
    on_weights = sum_gradients(reading, _go_back(network, reading, on_logits))
    on_kernel = join_steps(reading.h).swapaxes(-1, -2) @ join_steps(on_logits)
    return RecurrentNetwork(network.cell, network.activation, on_weights, on_kernel, on_logits.sum(axis=(0, -2)))


def write_on(network: RecurrentNetwork, first: int, count: int) -> NDArray[np.intp]:
    """What the network writes by itself: it reads `first`, then its own likeliest answer, again and again (count,)."""
    signs = np.eye(network.weights.kernel.shape[-2])
    memory, written = _empty_memory(network, sequences=1), [np.full(network.biases.shape[:-1], first)]
    for _step in range(count - 1):
        reading = _read_on(network, signs[written[-1]][None, ..., None, :], memory)
        memory = Memory(reading.h[-1], reading.c[-1])
        written.append(compute_logits(network, reading)[0, ..., 0, :].argmax(axis=-1))
    return np.stack(written, axis=-1)


def measure_last_answer(trace: UnrolledTrace) -> Array:
    """How large the gradient is that the last step's loss alone puts on each step's memory (steps,):

    on h of the simple cell, on c of the LSTM, of all sequences together.
    """
    last = np.zeros_like(trace.on_logits)
    last[-1] = trace.on_logits[-1]
    on_memory = _go_back(trace.network, trace.reading, last).memory
    return np.asarray(np.moveaxis(np.linalg.norm(on_memory, axis=(-2, -1)), 0, -1))


def _empty_memory(network: RecurrentNetwork, *, sequences: int) -> Memory:
    empty = np.zeros((sequences, network.weights.recurrent.shape[-2]))
    return Memory(empty, empty)


def _read_on(network: RecurrentNetwork, x: Array, memory: Memory) -> Reading:
    return CELLS[network.cell].read(network.weights, x, memory, ACTIVATIONS[network.activation])


def _go_back(network: RecurrentNetwork, reading: Reading, on_logits: Array) -> WayBack:
    """Backpropagation through time, from the gradients on all logits."""
    on_h = on_logits @ network.kernel.swapaxes(-1, -2)
    return CELLS[network.cell].back(network.weights, reading, on_h, ACTIVATIONS[network.activation])


def split_sum(trace: UnrolledTrace, step: int, unit: int) -> dict[str, tuple[float, float, float]]:
    """What makes up each gate's z of one unit, at one step of the first sequence: from x, from h before, the bias."""
    reading, weights = trace.reading, trace.network.weights
    from_x, from_h = reading.x[step, 0] @ weights.kernel, reading.before.h[step, 0] @ weights.recurrent
    units = len(weights.recurrent)
    return {
        gate: (float(from_x[place]), float(from_h[place]), float(weights.biases[place]))
        for gate, place in zip(reading.gates, range(unit, len(from_x), units), strict=True)
    }
