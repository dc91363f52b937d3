"""Which of some pictures a word fits best: what a network says of each picture, read from the word's side.

found = find_pictures(logits, word=985)      # logits (pictures, words)
found.order[0], found.probabilities[0]       # the picture that the word fits best, and how probable the word is there
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.concepts.activations import Array, softmax


@dataclass(frozen=True)
class Found:
    """The pictures, best first, with the probability of the word on each."""

    order: NDArray[np.intp]
    probabilities: Array


def find_pictures(logits: Array, word: int) -> Found:
    probabilities = softmax(logits)[:, word]
    order = np.argsort(-probabilities, kind="stable")
    return Found(order, probabilities[order])
