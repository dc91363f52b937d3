"""Attention over a sentence of one's own: words as vectors drawn by chance, and every number from there to the output.

    asked = Sentence("the dog bites the man", heads=2, size=8)
    traced = attend_to_words(asked)
    traced.weights[0, 2]       # whom the third word looks at with its first head

A word has the same vector wherever it stands. What a trained network has learned is left out: the numbers are drawn,
so what a word looks at means nothing here, and how it comes about is all there is to see.
"""

import re
import zlib
from dataclasses import dataclass

import numpy as np

from core.concepts.activations import Array
from core.concepts.attention.heads import AttentionTrace, Projections, attend, causal
from core.concepts.attention.positions import position_waves

WORD = re.compile(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+")
MOST_WORDS = 10
WIDE = 8
"""So many numbers has the vector of a word."""


@dataclass(frozen=True)
class Sentence:
    """What is asked for: `size` numbers a head, and whether the parts of the formula are there."""

    text: str
    heads: int = 1
    size: int = 8
    masked: bool = False
    positions: bool = True
    scaled: bool = True
    seed: int = 0


def split_words(text: str) -> list[str]:
    """The words of a text; a Chinese character counts as one."""
    return WORD.findall(text)


def attend_to_words(asked: Sentence) -> AttentionTrace:
    words = split_words(asked.text)
    x = np.stack([draw_vector(word.lower(), asked.seed) for word in words])
    if asked.positions:
        x = x + position_waves(len(words), WIDE)
    allowed = causal(len(words)) if asked.masked else np.ones((len(words), len(words)), dtype=np.bool_)
    return attend(x, draw_projections(asked), allowed=allowed, scaled=asked.scaled)


def draw_vector(word: str, seed: int) -> Array:
    return np.random.default_rng((seed, zlib.crc32(word.encode()))).normal(size=WIDE)


def draw_projections(asked: Sentence) -> Projections:
    """Kernels that keep the variance, and no biases; fewer heads are the first ones of more."""
    rng = np.random.default_rng(asked.seed)
    scale = 1.0 / np.sqrt(WIDE)
    each = [rng.normal(0.0, scale, (3, WIDE, asked.size)) for _head in range(asked.heads)]
    query, key, value = np.stack(each, axis=2)
    output = rng.normal(0.0, 1.0 / np.sqrt(asked.heads * asked.size), (asked.heads, asked.size, WIDE))
    none = np.zeros((asked.heads, asked.size))
    return Projections(query, none, key, none, value, none, output, np.zeros(WIDE))
