"""One place of a text on its way through the model: what each part adds, and what it would say if it ended there.

    levels = follow_place(load(), "The learning rate", place=12)
    levels[0].signs              # read from the embedding alone
    levels[-1].probabilities     # what the whole model says of the sign that follows

Every part adds to the vector of the place, so each sum can be read out as the last one is, by the last normalisation
and the embedding (the logit lens: nostalgebraist, Interpreting GPT, 2020).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.concepts.activations import Array, softmax
from core.concepts.attention.characters import Characters
from core.concepts.attention.completion import leave_writable
from core.concepts.attention.heads import causal
from core.concepts.attention.normalisation import normalise
from core.concepts.attention.transformer import embed, forward

SHOWN = 5
Part = Literal["embedding", "attention", "hidden"]


@dataclass(frozen=True)
class Level:
    """After one part of the model: the `block` that it is of, from 1, or 0 for the embedding.

    `added` and `length` are the lengths of what it has added and of the sum; `on` counts the hidden units above 0 of
    the small network, and is 0 elsewhere. The likeliest next signs stand with their probabilities.
    """

    part: Part
    block: int
    added: float
    length: float
    on: int
    signs: str
    probabilities: Array


def follow_place(known: Characters, text: str, place: int) -> tuple[Level, ...]:
    """The levels of a place, 0 being that of the sign which begins every text."""
    tokens = known.encode(text)[: place + 1]
    x = embed(known.model, tokens)[-1]
    levels = [_read_out(known, "embedding", 0, x, x)]
    for number, block in enumerate(forward(known.model, tokens, allowed=causal(len(tokens))).blocks, start=1):
        attended, out = block.attention.out[-1], block.out[-1]
        middle, on = x + attended, int((block.a[-1] > 0).sum())
        levels.append(_read_out(known, "attention", number, attended, middle))
        levels.append(_read_out(known, "hidden", number, out - middle, out, on))
        x = out
    return tuple(levels)


def _read_out(known: Characters, part: Part, block: int, added: Array, x: Array, on: int = 0) -> Level:
    p = softmax(leave_writable(normalise(x, known.model.last).out @ known.model.embedding.T))
    first = np.argsort(-p, kind="stable")[:SHOWN]
    signs = "".join(known.signs[sign] for sign in first)
    return Level(part, block, float(np.linalg.norm(added)), float(np.linalg.norm(x)), on, signs, p[first])
