"""One whole training of a small recurrent network on the reader's text, kept at FRAMES moments.

history = train_on_text(TextTraining(text="the cat sat on the mat", cell="lstm"))
history.losses[0], history.losses[-1]   # before and after
look_at(history, 40)                    # every number at frame 40, an UnrolledTrace
"""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.concepts.activations import Array
from core.concepts.descent.optimizers import RULES, Settings
from core.concepts.recurrent.flat import clip, flatten, unflatten
from core.concepts.recurrent.lessons import list_characters, make_lessons
from core.concepts.recurrent.unrolled import (
    Lessons,
    RecurrentNetwork,
    UnrolledTrace,
    compute_gradients,
    create,
    measure_last_answer,
    unroll,
    write_on,
)

FRAMES = 61
UPDATES = 3
"""Updates between two frames."""


@dataclass(frozen=True)
class TextTraining:
    """What is asked for. `clip` is the greatest length of a gradient, 0 for none."""

    text: str = "the cat sat on the mat"
    task: str = "next"
    cell: str = "simple"
    activation: str = "tanh"
    units: int = 12
    gain: float = 1.0
    forget_bias: float = 1.0
    optimizer: str = "adam"
    rate: float = 0.03
    clip: float = 0.0
    seed: int = 0


@dataclass(frozen=True)
class TextHistory:
    """A training at its frames, UPDATES updates apart: `weights` (frames, numbers) as `flatten` has them, and of each

    `losses`, `accuracies`, the `lengths` of the whole gradient before it is clipped, and `memories` (frames, steps) as
    `measure_last_answer` has them. Of the first sequence: the `answers` (frames, steps) as places in the alphabet, the
    probability of the `right` character, NaN where none is asked, and what was `handed_on` (frames, steps, units).
    `written` is what it writes by itself after the first character, where the next one is asked for. `overflowed` says
    that numbers grew too large; the frames before that are there.
    """

    training: TextTraining
    lessons: Lessons
    weights: Array
    losses: Array
    accuracies: Array
    lengths: Array
    memories: Array
    answers: NDArray[np.intp]
    right: Array
    handed_on: Array
    written: tuple[str, ...]
    overflowed: bool


@lru_cache(maxsize=8)
def train_on_text(training: TextTraining) -> TextHistory:
    """Train for FRAMES frames, or until a number is no longer finite."""
    lessons = make_lessons(training.task, training.text)
    with np.errstate(all="ignore"):
        walk = _walk(training, lessons)
        networks = unflatten(np.array(walk.weights), _fresh(training))
        trace = unroll(networks, lessons.for_many())
        first = np.swapaxes(trace.probabilities[:, :, 0], 0, 1)
        return TextHistory(
            training,
            lessons,
            weights=np.array(walk.weights),
            losses=np.array(walk.losses),
            accuracies=measure_accuracies(trace, lessons),
            lengths=np.array(walk.lengths),
            memories=measure_last_answer(trace),
            answers=first.argmax(axis=-1),
            right=_rate_first(first, lessons),
            handed_on=np.swapaxes(trace.reading.h[:, :, 0], 0, 1),
            written=_write(networks, training),
            overflowed=len(walk.weights) < FRAMES,
        )


def look_at(history: TextHistory, frame: int) -> UnrolledTrace:
    """Every number of one frame."""
    with np.errstate(all="ignore"):
        return unroll(unflatten(history.weights[frame], _fresh(history.training)), history.lessons)


def measure_accuracies(trace: UnrolledTrace, lessons: Lessons) -> Array:
    """How often the likeliest character is the right one, of all that is asked, for each of many networks."""
    hits = trace.probabilities.argmax(axis=-1) == lessons.y.argmax(axis=-1)[:, None]
    asked = lessons.y.sum(axis=-1)
    return np.asarray((hits * asked[:, None]).sum(axis=(0, -1)) / asked.sum())


def _fresh(training: TextTraining) -> RecurrentNetwork:
    signs = len(list_characters(training.task, training.text))
    return create(
        training.cell,
        training.activation,
        (signs, training.units, signs),
        gain=training.gain,
        forget_bias=training.forget_bias,
        seed=training.seed,
    )


@dataclass(frozen=True)
class _Walk:
    """What is kept at each frame: the weights, the loss, and the length of the gradient."""

    weights: list[Array] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    lengths: list[float] = field(default_factory=list)


def _walk(training: TextTraining, lessons: Lessons) -> _Walk:
    """Every update, until the last frame or a loss that is no longer finite."""
    fresh, walk = _fresh(training), _Walk()
    row, last = flatten(fresh), None
    settings = Settings(learning_rate=training.rate)
    for update in range((FRAMES - 1) * UPDATES + 1):
        trace = unroll(unflatten(row, fresh), lessons)
        if not np.isfinite(trace.loss):
            break
        gradient = flatten(compute_gradients(trace))
        if update % UPDATES == 0:
            walk.weights.append(row)
            walk.losses.append(float(trace.loss))
            walk.lengths.append(float(np.linalg.norm(gradient)))
        last = RULES[training.optimizer](row, clip(gradient, training.clip), last, settings)
        row = last.after
    return walk


def _write(networks: RecurrentNetwork, training: TextTraining) -> tuple[str, ...]:
    """A text as long as the one that was read, of each; nothing where only the first character is to be remembered."""
    if training.task != "next":
        return ("",) * len(networks.biases)
    alphabet = list_characters(training.task, training.text)
    written = write_on(networks, alphabet.index(training.text[0]), len(training.text))
    return tuple("".join(alphabet[sign] for sign in row) for row in written)


def _rate_first(probabilities: Array, lessons: Lessons) -> Array:
    """The probability of what is right, at each step of the first sequence; NaN where nothing is asked."""
    y = lessons.y[:, 0]
    rated = (probabilities * y).sum(axis=-1)
    return np.where(y.sum(axis=-1) > 0, rated, np.nan)
