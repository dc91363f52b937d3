"""GPT's way: one character after the other, each drawn from what the model holds likely after all that stands there.

    written = complete(load(), "A learning rate", Sampling(temperature=0.7, top_k=8, seed=0))
    written.text                  # the text with what was added
    written.choices[0].signs      # the likeliest next signs, and which one was drawn
    written.weights               # (blocks, heads, T, T): whom every place looked at

Keys and values of the places before are kept, so that a further character costs one place and not all of them again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.concepts.activations import Array, softmax
from core.concepts.attention.characters import END, LONGEST, Characters
from core.concepts.attention.heads import AttentionTrace, Projections, causal, join, project
from core.concepts.attention.normalisation import normalise
from core.concepts.attention.transformer import Block, Tokens, embed, forward

SHOWN = 10
"""So many of the likeliest signs are kept of each choice."""
ALL = 0
"""The top-k that leaves every sign in."""
UNWRITTEN = [1, 2]
"""The numbers of the signs that stand for a hidden and for a rare one: no text holds them."""
COLDEST = 1e-3
"""Below this temperature the likeliest sign is taken."""


@dataclass(frozen=True)
class Sampling:
    """How the next sign is drawn: among the `top_k` likeliest, their logits divided by the temperature.

    Of these stay, likeliest first, as many as it takes to reach the chance `top_p` together (nucleus sampling: Holtzman
    et al., The curious case of neural text degeneration, 2020, arXiv:1904.09751).
    """

    temperature: float = 0.7
    top_k: int = 8
    seed: int = 0
    top_p: float = 1.0


@dataclass(frozen=True)
class Choice:
    """The likeliest signs, most likely first: what the model says of each, and with which probability it was drawn.

    `drawn` is the sign that came; `said` its probability by the model. `logits` are those of `signs`.
    """

    signs: str
    logits: Array
    probabilities: Array
    chances: Array
    drawn: str
    said: float


@dataclass(frozen=True)
class Completion:
    """The text of `given` characters and what was added; `ended` says that the model ended it itself.

    The weights (blocks, heads, T, T) count the sign that begins a text as place 0.
    """

    text: str
    given: int
    ended: bool
    choices: tuple[Choice, ...]
    weights: Array


@dataclass(frozen=True)
class Rating:
    """How probable the model held the `signs` that it added: of all together, and -log p of one of them on average."""

    signs: int
    probability: float
    loss: float

    @property
    def perplexity(self) -> float:
        """Between so many equally likely signs it would have hesitated as much."""
        return float(np.exp(self.loss))


def rate_text(written: Completion) -> Rating:
    said = np.log([choice.said for choice in written.choices])
    return Rating(len(said), float(np.exp(said.sum())), float(-said.mean()))


def complete(known: Characters, text: str, sampling: Sampling, most: int = LONGEST) -> Completion:
    """Go on until the model ends the text, or `most` places are full; raises `UnknownSignError`."""
    tokens = known.encode(text)
    memory, logits = _read_prompt(known, tokens)
    rng = np.random.default_rng(sampling.seed)
    choices: list[Choice] = []
    written = text
    while memory.places <= most:
        chosen, choice = choose(known.signs, logits, sampling, float(rng.random()))
        choices.append(choice)
        if choice.drawn == END or memory.places == most:
            break
        written += choice.drawn
        logits = memory.read(chosen)
    ended = choices[-1].drawn == END
    return Completion(written, len(text), ended, tuple(choices), memory.weights)


def choose(signs: str, logits: Array, sampling: Sampling, at: float) -> tuple[int, Choice]:
    """Draw with the number `at` from 0 to 1, at which the chances, summed from the likeliest on, first exceed it."""
    order = np.argsort(-logits, kind="stable")
    chances = sampling_chances(logits[order], sampling)
    place = min(int(np.searchsorted(np.cumsum(chances), at, side="right")), int(np.count_nonzero(chances)) - 1)
    said = softmax(logits)[order]
    first = order[:SHOWN]
    choice = Choice(
        "".join(signs[sign] for sign in first),
        logits[first],
        said[:SHOWN],
        chances[:SHOWN],
        signs[order[place]],
        float(said[place]),
    )
    return int(order[place]), choice


def sampling_chances(falling: Array, sampling: Sampling) -> Array:
    """The chance of each sign to be drawn, for logits in falling order."""
    if sampling.temperature < COLDEST:
        return np.asarray(np.eye(len(falling))[0])
    chances = softmax((falling if sampling.top_k == ALL else falling[: sampling.top_k]) / sampling.temperature)
    enough = int(np.searchsorted(np.cumsum(chances), sampling.top_p)) + 1
    kept = chances[:enough] if sampling.top_p < 1 else chances
    return np.pad(kept / kept.sum(), (0, len(falling) - len(kept)))


class _Memory:
    """Keys and values of each block for the places that have been read, and whom each of these looked at."""

    def __init__(self, known: Characters, traces: Sequence[AttentionTrace]) -> None:
        self.model = known.model
        self.places = traces[0].x.shape[-2]
        heads, size = traces[0].key.shape[-3], traces[0].key.shape[-1]
        self.keys = np.zeros((len(traces), heads, LONGEST, size))
        self.values = np.zeros_like(self.keys)
        self._weights = np.zeros((len(traces), heads, LONGEST, LONGEST))
        for place, traced in enumerate(traces):
            self.keys[place, :, : self.places] = traced.key
            self.values[place, :, : self.places] = traced.value
            self._weights[place, :, : self.places, : self.places] = traced.weights

    @property
    def weights(self) -> Array:
        return np.asarray(self._weights[:, :, : self.places, : self.places])

    def read(self, token: int) -> Array:
        """Take in one more sign; returns the logits of what follows it."""
        here = self.places
        self.places += 1
        x = embed(self.model, np.array([token]), first=here)
        for place, block in enumerate(self.model.blocks):
            x = self._through(place, block, x, here)
        return leave_writable(normalise(x, self.model.last).out[0] @ self.model.embedding.T)

    def _through(self, place: int, block: Block, x: Array, here: int) -> Array:
        middle = x + self._attend(place, block.attention, normalise(x, block.first).out, here)
        hidden = block.hidden
        a = np.maximum(normalise(middle, block.second).out @ hidden.wide + hidden.wide_bias, 0)
        return np.asarray(middle + a @ hidden.narrow + hidden.narrow_bias)

    def _attend(self, place: int, projections: Projections, x: Array, here: int) -> Array:
        query = project(x, projections.query, projections.query_bias)
        keys, values = self.keys[place], self.values[place]
        keys[:, here] = project(x, projections.key, projections.key_bias)[:, 0]
        values[:, here] = project(x, projections.value, projections.value_bias)[:, 0]
        scores = query @ keys[:, : here + 1].swapaxes(-1, -2) / np.sqrt(query.shape[-1])
        weights = softmax(scores)
        self._weights[place, :, here, : here + 1] = weights[:, 0]
        return join(weights @ values[:, : here + 1], projections.output) + projections.output_bias


def _read_prompt(known: Characters, tokens: Tokens) -> tuple[_Memory, Array]:
    traced = forward(known.model, tokens, allowed=causal(len(tokens)))
    return _Memory(known, [block.attention for block in traced.blocks]), leave_writable(traced.logits[-1])


def leave_writable(logits: Array) -> Array:
    """The logits without those of signs that no text holds."""
    kept = logits.copy()
    kept[UNWRITTEN] = -np.inf
    return kept
