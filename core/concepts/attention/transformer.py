"""A Transformer over a text of signs: embedding and positions, blocks of attention and a small network, logits.

    model = create(signs=830, size=64, heads=4, blocks=3, seed=0)
    traced = forward(model, tokens, allowed=causal(96))   # tokens (batch, 96), whole numbers below `signs`
    traced.logits                                          # (batch, 96, signs)
    gradients = backward(traced, on_logits)                # in the form of the model

The blocks normalise before they compute (as GPT-2 does), and the signs' embedding serves at the end a second time: the
logit of a sign is the product of what a place has become with the embedding of that sign. `allowed` alone makes
the difference between the ways of GPT (`causal`: nobody looks ahead) and of BERT (everybody looks everywhere).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.concepts.activations import Array
from core.concepts.attention.heads import Allowed, AttentionTrace, Projections, attend, attend_backward
from core.concepts.attention.normalisation import Norm, NormTrace, normalise, normalise_backward
from core.concepts.attention.positions import position_waves

Tokens = NDArray[np.integer]
WIDER = 4
"""The small network of a block has this many times as many hidden units as a place has numbers."""
SMALL = 0.02
"""The standard deviation of fresh weights (GPT-2), but of the embedding, which is to be as large as the waves."""


@dataclass(frozen=True)
class Hidden:
    """A dense layer with ReLU, and one back: weights (d, 4 d) and (4 d, d) with their biases."""

    wide: Array
    wide_bias: Array
    narrow: Array
    narrow_bias: Array


@dataclass(frozen=True)
class Block:
    first: Norm
    attention: Projections
    second: Norm
    hidden: Hidden


@dataclass(frozen=True)
class Model:
    """The embedding (signs, d), the blocks, and the last normalisation."""

    embedding: Array
    blocks: tuple[Block, ...]
    last: Norm


@dataclass(frozen=True)
class BlockTrace:
    """What a block makes of x (..., T, d): x + attention, then + the small network; `a` are its hidden units."""

    block: Block
    first: NormTrace
    attention: AttentionTrace
    second: NormTrace
    a: Array
    out: Array


@dataclass(frozen=True)
class Trace:
    """Every number of one forward pass; the logits are (..., T, signs)."""

    model: Model
    tokens: Tokens
    blocks: tuple[BlockTrace, ...]
    last: NormTrace
    logits: Array


def create(*, signs: int, size: int, heads: int, blocks: int, seed: int) -> Model:
    """A model with drawn weights; what adds to the stream is drawn smaller the more blocks there are (GPT-2)."""
    rng = np.random.default_rng(seed)

    def draw(*shape: int, scale: float = 1.0) -> Array:
        return rng.normal(0.0, SMALL * scale, shape)

    adding = 1.0 / np.sqrt(2.0 * blocks)
    each = (size, heads, size // heads)

    def block() -> Block:
        bias = np.zeros(each[1:])
        attention = Projections(
            draw(*each), bias, draw(*each), bias, draw(*each), bias, draw(*each[1:], size, scale=adding), np.zeros(size)
        )
        hidden = Hidden(
            draw(size, WIDER * size), np.zeros(WIDER * size), draw(WIDER * size, size, scale=adding), np.zeros(size)
        )
        return Block(_fresh_norm(size), attention, _fresh_norm(size), hidden)

    embedding = rng.normal(0.0, 1.0 / np.sqrt(size), (signs, size))
    return Model(embedding, tuple(block() for _ in range(blocks)), _fresh_norm(size))


def _fresh_norm(size: int) -> Norm:
    return Norm(np.ones(size), np.zeros(size))


def embed(model: Model, tokens: Tokens, first: int = 0) -> Array:
    """The numbers that enter the blocks, (..., T, d): each sign's embedding by the root of d, and its place's waves.

    `first` is the place of the first of the tokens.
    """
    size = model.embedding.shape[1]
    waves = position_waves(tokens.shape[-1], size, first)
    scale = model.embedding.dtype.type(np.sqrt(size))
    return np.asarray(model.embedding[tokens] * scale + waves.astype(model.embedding.dtype))


def forward(model: Model, tokens: Tokens, *, allowed: Allowed) -> Trace:
    """The logits of what stands at each place, or follows it, as the model was trained."""
    x = embed(model, tokens)
    traced = []
    for block in model.blocks:
        traced.append(block_forward(block, x, allowed=allowed))
        x = traced[-1].out
    last = normalise(x, model.last)
    return Trace(model, tokens, tuple(traced), last, last.out @ model.embedding.T)


def block_forward(block: Block, x: Array, *, allowed: Allowed) -> BlockTrace:
    first = normalise(x, block.first)
    attention = attend(first.out, block.attention, allowed=allowed)
    middle = x + attention.out
    second = normalise(middle, block.second)
    a = np.maximum(second.out @ block.hidden.wide + block.hidden.wide_bias, 0)
    out = middle + a @ block.hidden.narrow + block.hidden.narrow_bias
    return BlockTrace(block, first, attention, second, a, out)


def backward(traced: Trace, on_logits: Array) -> Model:
    """The gradient of every number of the model, from d loss / d logits."""
    model = traced.model
    rows = on_logits.reshape(-1, on_logits.shape[-1])
    embedding = rows.T @ traced.last.out.reshape(len(rows), -1)
    on_x, last = normalise_backward(traced.last, on_logits @ model.embedding)
    blocks = []
    for block in reversed(traced.blocks):
        on_x, gradients = block_backward(block, on_x)
        blocks.append(gradients)
    scale = on_x.dtype.type(np.sqrt(model.embedding.shape[1]))
    np.add.at(embedding, traced.tokens.ravel(), on_x.reshape(-1, on_x.shape[-1]) * scale)
    return Model(embedding, tuple(reversed(blocks)), last)


def block_backward(traced: BlockTrace, on_out: Array) -> tuple[Array, Block]:
    """From d loss / d out to d loss / d x, and the gradients of the block."""
    on_wide, hidden = _hidden_backward(traced, on_out)
    on_second, second = normalise_backward(traced.second, on_wide @ traced.block.hidden.wide.T)
    on_middle = on_out + on_second
    on_attention, attention = attend_backward(traced.attention, on_middle)
    on_first, first = normalise_backward(traced.first, on_attention)
    return on_middle + on_first, Block(first, attention, second, hidden)


def _hidden_backward(traced: BlockTrace, on_out: Array) -> tuple[Array, Hidden]:
    a, into, on_rows = (_rows(array) for array in (traced.a, traced.second.out, on_out))
    on_wide = on_out @ traced.block.hidden.narrow.T * (traced.a > 0)
    wide_rows = _rows(on_wide)
    return on_wide, Hidden(into.T @ wide_rows, wide_rows.sum(axis=0), a.T @ on_rows, on_rows.sum(axis=0))


def _rows(array: Array) -> Array:
    return array.reshape(-1, array.shape[-1])


def cross_entropy(logits: Array, targets: Tokens, counts: Array) -> tuple[float, Array]:
    """The mean of -log p(target) over the places that count (weights `counts`), and its gradient on the logits.

    Softmax and logarithm are taken together, in the type of the logits.
    """
    shifted = logits - logits.max(axis=-1, keepdims=True)
    powers = np.exp(shifted)
    total = powers.sum(axis=-1, keepdims=True)
    taken = np.take_along_axis(shifted, targets[..., None], axis=-1) - np.log(total)
    share = counts / counts.sum()
    on_logits = powers / total
    at = np.take_along_axis(on_logits, targets[..., None], axis=-1)
    np.put_along_axis(on_logits, targets[..., None], at - 1, axis=-1)
    on_logits *= share[..., None].astype(logits.dtype)
    return float(-(taken[..., 0] * share).sum()), on_logits
