"""BERT's way beside GPT's: one character of a text is hidden, and both are asked for it.

    both = fill_gap(load(), "The loss falls.", 5)
    both.filled.signs, both.continued.signs      # the likeliest signs, by all the text and by what stands before alone

The model is the same. To fill in, it reads the whole text with the sign for a hidden one in the gap, and every place
looks everywhere. To continue, it reads what stands before the gap and says what follows.
"""

from dataclasses import dataclass

import numpy as np

from core.concepts.activations import Array, softmax
from core.concepts.attention.characters import HIDDEN, Characters
from core.concepts.attention.completion import SHOWN
from core.concepts.attention.heads import Allowed, causal
from core.concepts.attention.transformer import Model, Tokens, forward


@dataclass(frozen=True)
class Answer:
    """The likeliest signs with their probabilities, that of the right one, and the loss -log p of it in nats.

    The weights (blocks, heads, places) say whom the place that answers looked at.
    """

    signs: str
    probabilities: Array
    right: float
    weights: Array

    @property
    def loss(self) -> float:
        return float(-np.log(self.right))


@dataclass(frozen=True)
class BothWays:
    """The answers to what is hidden at `place` of the text, a character from 0 on."""

    text: str
    place: int
    filled: Answer
    continued: Answer


def fill_gap(known: Characters, text: str, place: int) -> BothWays:
    """Ask both ways for the character at `place`; raises `UnknownSignError`."""
    tokens = known.encode(text)
    right = int(tokens[place + 1])
    gapped = tokens.copy()
    gapped[place + 1] = known.signs.index(HIDDEN)
    gapped = np.append(gapped, 0)  # the sign that ends a text
    everywhere = np.ones((len(gapped), len(gapped)), dtype=np.bool_)
    filled = _answer(known, gapped, everywhere, place + 1, right)
    before = tokens[: place + 1]
    return BothWays(text, place, filled, _answer(known, before, causal(len(before)), place, right))


def _answer(known: Characters, tokens: Tokens, allowed: Allowed, place: int, right: int) -> Answer:
    logits, weights = _ask(known.model, tokens, allowed, place)
    p = softmax(logits)
    order = np.argsort(-p, kind="stable")[:SHOWN]
    return Answer("".join(known.signs[sign] for sign in order), p[order], float(p[right]), weights)


def _ask(model: Model, tokens: Tokens, allowed: Allowed, place: int) -> tuple[Array, Array]:
    traced = forward(model, tokens, allowed=allowed)
    return traced.logits[place], np.stack([block.attention.weights[:, place] for block in traced.blocks])
