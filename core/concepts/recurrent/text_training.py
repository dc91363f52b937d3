"""One whole training of a small recurrent network on the reader's text, kept at FRAMES moments.

history = train_on_text(TextTraining(text="the cat sat on the mat", cell="lstm"))
history.losses[0], history.losses[-1]   # before and after
look_at(history, 40)                    # every number at frame 40, an UnrolledTrace

A long one is made in stretches, each of which goes on where the one before it has ended; `train_on_text(training, 21)`
is the first stretch of an LSTM's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.concepts.activations import Array
from core.concepts.descent.optimizers import RULES, Settings, Step
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
STRETCHES = (60, 30, 20, 15)
"""So many frames are trained at once, behind the first: each divides what there is."""
AT_ONCE: Mapping[str, int] = {"simple": 1500, "lstm": 500}
"""Frames times characters that a cell takes in so short a time that nobody minds waiting."""


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
    that numbers grew too large; the frames before that are there. `last` is the step after the last frame, from which
    a longer training goes on.
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
    last: Step | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing comes after what is there."""
        return self.overflowed or len(self.losses) == FRAMES


def choose_stretch(training: TextTraining) -> int:
    """How many frames of this training are made at once."""
    most = AT_ONCE[training.cell] / len(training.text)
    return next((stretch for stretch in STRETCHES if stretch <= most), STRETCHES[-1])


@lru_cache(maxsize=24)
def train_on_text(training: TextTraining, frames: int = FRAMES) -> TextHistory:
    """Train for so many frames, or until a number is no longer finite."""
    before = frames - choose_stretch(training)
    begun = train_on_text(training, before) if before > 1 else None
    return begun if begun and begun.overflowed else _go_on(training, begun, frames)


def _go_on(training: TextTraining, begun: TextHistory | None, frames: int) -> TextHistory:
    """A training that was begun, or one from its first frame on, up to `frames` of them."""
    lessons = make_lessons(training.task, training.text)
    with np.errstate(all="ignore"):
        walk = _walk(training, lessons, begun, frames)
        if begun and not walk.weights:
            return replace(begun, overflowed=True)
        networks = unflatten(np.array(walk.weights), _fresh(training))
        trace = unroll(networks, lessons.for_many())
        first = np.swapaxes(trace.probabilities[:, :, 0], 0, 1)
        added = TextHistory(
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
            overflowed=len(walk.weights) + (len(begun.losses) if begun else 0) < frames,
            last=walk.last,
        )
    return _join(begun, added) if begun else added


def _join(begun: TextHistory, added: TextHistory) -> TextHistory:
    """Both as one, frame behind frame."""
    pairs = ((one.name, getattr(begun, one.name), getattr(added, one.name)) for one in fields(begun))
    arrays: dict[str, Any] = {
        name: np.concatenate([first, then]) for name, first, then in pairs if isinstance(first, np.ndarray)
    }
    return replace(added, **arrays, written=begun.written + added.written)


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


@dataclass
class _Walk:
    """What is kept at each frame: the weights, the loss, and the length of the gradient; and the last step."""

    weights: list[Array] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    lengths: list[float] = field(default_factory=list)
    last: Step | None = None


def _walk(training: TextTraining, lessons: Lessons, begun: TextHistory | None, frames: int) -> _Walk:
    """Every update after those of `begun`, until the last frame or a loss that is no longer finite."""
    fresh, walk = _fresh(training), _Walk(last=begun.last if begun else None)
    row, settings = walk.last.after if walk.last else flatten(fresh), Settings(learning_rate=training.rate)
    first = (len(begun.losses) - 1) * UPDATES + 1 if begun else 0
    for update in range(first, (frames - 1) * UPDATES + 1):
        trace = unroll(unflatten(row, fresh), lessons)
        if not np.isfinite(trace.loss):
            break
        gradient = flatten(compute_gradients(trace))
        if update % UPDATES == 0:
            walk.weights.append(row)
            walk.losses.append(float(trace.loss))
            walk.lengths.append(float(np.linalg.norm(gradient)))
        walk.last = RULES[training.optimizer](row, clip(gradient, training.clip), walk.last, settings)
        row = walk.last.after
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
