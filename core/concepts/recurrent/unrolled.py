"""A recurrent network unrolled over its characters: forward, the loss, and backpropagation through time.

    trace = unroll(network, lessons)
    trace.loss, trace.gradients                # of the mean over all that is asked for
    measure_last_answer(trace)                 # (steps,): how large the last answer's gradient is at each step

The same weights are used at every step, so the gradient on them is a sum over all steps. On its way from the last step
to the first the gradient goes through the cell once a step: what each passage leaves of it is multiplied up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.concepts.activations import ACTIVATIONS, Array, softmax
from core.concepts.initializers import glorot_uniform
from core.concepts.losses import log_softmax
from core.concepts.recurrent.cells import CELLS, Cell, CellStep, CellWeights, Memory


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


@dataclass(frozen=True)
class UnrolledTrace:
    """Every number of one pass over the lessons.

    `probabilities` (steps, sequences, outputs); `losses` (steps, sequences), zero where nothing is asked; `loss` their
    mean over what is asked. `on_logits` is its gradient on the logits, `gradients` that on the network's weights.
    """

    network: RecurrentNetwork
    steps: tuple[CellStep, ...]
    probabilities: Array
    losses: Array
    loss: float
    on_logits: Array
    gradients: RecurrentNetwork


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


def read(network: RecurrentNetwork, x: Array) -> tuple[CellStep, ...]:
    """The cell at every step of x (steps, sequences, inputs), from an empty memory on."""
    cell, bend = CELLS[network.cell], ACTIVATIONS[network.activation]
    empty = np.zeros((x.shape[1], network.weights.recurrent.shape[0]))
    memory, steps = Memory(empty, empty), []
    for now in x:
        steps.append(cell.step(network.weights, now, memory, bend))
        memory = steps[-1].memory
    return tuple(steps)


def compute_logits(network: RecurrentNetwork, steps: Sequence[CellStep]) -> Array:
    h = np.stack([step.memory.h for step in steps])
    return np.asarray(h @ network.kernel + network.biases, dtype=np.float64)


def unroll(network: RecurrentNetwork, lessons: Lessons) -> UnrolledTrace:
    """Forward over all steps, and back through all of them."""
    steps = read(network, lessons.x)
    logits = compute_logits(network, steps)
    losses = -np.asarray((lessons.y * log_softmax(logits)).sum(axis=-1))
    asked = lessons.y.sum()
    on_logits = (softmax(logits) * lessons.y.sum(axis=-1, keepdims=True) - lessons.y) / asked
    return UnrolledTrace(
        network, steps, softmax(logits), losses, float(losses.sum() / asked),
        on_logits, _collect(network, steps, on_logits),
    )  # fmt: skip


def write_on(network: RecurrentNetwork, first: int, count: int) -> list[int]:
    """What the network writes by itself: it reads `first`, then its own likeliest answer, again and again."""
    cell, bend = CELLS[network.cell], ACTIVATIONS[network.activation]
    empty = np.zeros((1, network.weights.recurrent.shape[0]))
    memory, written = Memory(empty, empty), [first]
    for _step in range(count - 1):
        memory = cell.step(network.weights, np.eye(len(network.weights.kernel))[written[-1:]], memory, bend).memory
        written.append(int((memory.h @ network.kernel + network.biases).argmax()))
    return written


def _go_back(
    network: RecurrentNetwork, steps: Sequence[CellStep], on_logits: Array
) -> list[tuple[CellWeights, Memory]]:
    """Backpropagation through time: for each step, the first one first, the gradients on the weights and the memory."""
    cell: Cell = CELLS[network.cell]
    bend = ACTIVATIONS[network.activation]
    arriving = Memory(np.zeros_like(steps[0].memory.h), np.zeros_like(steps[0].memory.c))
    passed = []
    for step, on_z in zip(reversed(steps), on_logits[::-1], strict=True):
        on = Memory(arriving.h + on_z @ network.kernel.T, arriving.c)
        gradients = cell.back(network.weights, step, on, bend)
        passed.append((gradients.weights, _on_memory(network, step, on)))
        arriving = gradients.before
    return passed[::-1]


def _on_memory(network: RecurrentNetwork, step: CellStep, on: Memory) -> Memory:
    """The whole gradient on c: what comes from the next step, and what comes through h."""
    if network.cell != "lstm":
        return on
    through_h = on.h * step.gates["o"] * (1.0 - np.tanh(step.memory.c) ** 2)
    return Memory(on.h, on.c + through_h)


def _collect(network: RecurrentNetwork, steps: Sequence[CellStep], on_logits: Array) -> RecurrentNetwork:
    """The gradient on every weight: the sum of those of all steps."""
    each = [weights for weights, _memory in _go_back(network, steps, on_logits)]
    total = CellWeights(*(sum(getattr(one, name) for one in each) for name in ("kernel", "recurrent", "biases")))
    h = np.stack([step.memory.h for step in steps])
    on_kernel = np.einsum("tnu,tno->uo", h, on_logits)
    return RecurrentNetwork(network.cell, network.activation, total, on_kernel, on_logits.sum(axis=(0, 1)))


def split_sum(trace: UnrolledTrace, step: int, unit: int) -> dict[str, tuple[float, float, float]]:
    """What makes up each gate's z of one unit, at one step of the first sequence: from x, from h before, the bias."""
    now, weights = trace.steps[step], trace.network.weights
    from_x, from_h = now.x[0] @ weights.kernel, now.before.h[0] @ weights.recurrent
    units = weights.recurrent.shape[0]
    return {
        gate: (float(from_x[place]), float(from_h[place]), float(weights.biases[place]))
        for gate, place in zip(now.gates, range(unit, len(from_x), units), strict=True)
    }


def measure_last_answer(trace: UnrolledTrace) -> Array:
    """How large the gradient is that the last step's loss alone puts on each step's memory (steps,):

    on h of the simple cell, on c of the LSTM, of all sequences together.
    """
    last = np.zeros_like(trace.on_logits)
    last[-1] = trace.on_logits[-1]
    memories = [memory for _weights, memory in _go_back(trace.network, trace.steps, last)]
    on = [memory.c if trace.network.cell == "lstm" else memory.h for memory in memories]
    return np.array([np.linalg.norm(one) for one in on])
