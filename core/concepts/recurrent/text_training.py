"""One whole training of a small recurrent network on the reader's text, kept at FRAMES moments.

history = train_on_text(TextTraining(text="the cat sat on the mat", cell="lstm"))
history.losses[0], history.losses[-1]   # before and after
look_at(history, 40)                    # every number at frame 40, an UnrolledTrace
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.concepts.activations import Array
from core.concepts.descent.optimizers import RULES, Settings
from core.concepts.recurrent.flat import clip, flatten, unflatten
from core.concepts.recurrent.lessons import list_characters, make_lessons
from core.concepts.recurrent.unrolled import (
    Lessons,
    RecurrentNetwork,
    UnrolledTrace,
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
    """A training at its frames, UPDATES updates apart: `traces` with every number, and of each frame

    `losses`, `accuracies`, the `lengths` of the whole gradient before it is clipped, `memories` (frames, steps) as
    `measure_last_answer` has them, and `right` (frames, steps): the probability of the right character of the first
    sequence, NaN where none is asked. `written` is what it writes by itself after the first character, where the next
    one is asked for. `overflowed` says that numbers grew too large; the frames before that are there.
    """

    training: TextTraining
    lessons: Lessons
    traces: tuple[UnrolledTrace, ...]
    losses: Array
    accuracies: Array
    lengths: Array
    memories: Array
    right: Array
    written: tuple[str, ...]
    overflowed: bool


@lru_cache(maxsize=8)
def train_on_text(training: TextTraining) -> TextHistory:
    """Train for FRAMES frames, or until a number is no longer finite."""
    lessons = make_lessons(training.task, training.text)
    with np.errstate(all="ignore"):
        traces, overflowed = _walk(training, lessons)
        return TextHistory(
            training,
            lessons,
            tuple(traces),
            losses=np.array([trace.loss for trace in traces]),
            accuracies=np.array([measure_accuracy(trace, lessons) for trace in traces]),
            lengths=np.array([np.linalg.norm(flatten(trace.gradients)) for trace in traces]),
            memories=np.array([measure_last_answer(trace) for trace in traces]),
            right=np.array([_rate_first(trace, lessons) for trace in traces]),
            written=tuple(_write(trace, training) for trace in traces),
            overflowed=overflowed,
        )


def measure_accuracy(trace: UnrolledTrace, lessons: Lessons) -> float:
    """How often the likeliest character is the right one, of all that is asked."""
    hits = trace.probabilities.argmax(axis=-1) == lessons.y.argmax(axis=-1)
    return float(hits[lessons.y.any(axis=-1)].mean())


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


def _walk(training: TextTraining, lessons: Lessons) -> tuple[list[UnrolledTrace], bool]:
    """The frames, and whether numbers grew too large before the last one."""
    fresh = _fresh(training)
    row, last = flatten(fresh), None
    settings = Settings(learning_rate=training.rate)
    frames: list[UnrolledTrace] = []
    for update in range((FRAMES - 1) * UPDATES + 1):
        trace = unroll(unflatten(row, fresh), lessons)
        if not np.isfinite(trace.loss):
            return frames, True
        if update % UPDATES == 0:
            frames.append(trace)
        last = RULES[training.optimizer](row, clip(flatten(trace.gradients), training.clip), last, settings)
        row = last.after
    return frames, False


def _write(trace: UnrolledTrace, training: TextTraining) -> str:
    """A text as long as the one that was read; nothing where only the first character has to be remembered."""
    if training.task != "next":
        return ""
    alphabet = list_characters(training.task, training.text)
    written = write_on(trace.network, alphabet.index(training.text[0]), len(training.text))
    return "".join(alphabet[sign] for sign in written)


def _rate_first(trace: UnrolledTrace, lessons: Lessons) -> Array:
    """The probability of what is right, at each step of the first sequence; NaN where nothing is asked."""
    y = lessons.y[:, 0]
    rated = (trace.probabilities[:, 0] * y).sum(axis=-1)
    return np.where(y.sum(axis=-1) > 0, rated, np.nan)
