"""Attention of one word to another, in symbols and with the numbers of the pair that is looked at."""

import numpy as np

from core.concepts.activations import Array
from core.concepts.attention.heads import AttentionTrace
from pages.concepts.attention.signs import to_latex
from pages.shared.concept_screen.latex import aligned, bracketed, number

SHOWN = 2  # terms of a sum; more would not fit


def pair_formulas(traced: AttentionTrace, words: list[str], head: int, row: int, column: int) -> tuple[str, str]:
    """Symbols and numbers: the score of a pair, its weight and slope, and the first number that the row gets."""
    root = r"\sqrt{d}" if traced.scale != 1.0 else "1"
    symbols = aligned(
        r"q_i &= x_i W^Q \quad k_j = x_j W^K \quad v_j = x_j W^V",
        r"s_{ij} &= \frac{q_i \cdot k_j}{" + root + r"} \qquad \alpha_{ij} = \frac{e^{s_{ij}}}{\sum_m e^{s_{im}}}",
        r"\frac{\partial \alpha_{ij}}{\partial s_{ij}} &= \alpha_{ij} (1 - \alpha_{ij})"
        r" \qquad o_i = \textstyle\sum_j \alpha_{ij} v_j",
    )
    return symbols, aligned(*_numbers(traced, words, head, row, column))


def _numbers(traced: AttentionTrace, words: list[str], head: int, row: int, column: int) -> list[str]:
    score, weight = float(traced.scores[head, row, column]), float(traced.weights[head, row, column])
    i, j = to_latex(words[row]), to_latex(words[column])
    lines = [rf"i &\to j: \quad {i} \to {j}", _score(traced, head, row, column)]
    if np.isfinite(score):
        total = float(np.exp(traced.scores[head, row] - score).sum())
        fraction = rf"\frac{{e^{{{number(score)}}}}}{{\sum_m e^{{s_{{im}}}}}} = \frac{{1}}{{{number(total)}}}"
    else:
        fraction = r"\frac{e^{-\infty}}{\sum_m e^{s_{im}}}"
    lines.append(rf"\alpha_{{ij}} &= {fraction} = {number(weight)}")
    lines.append(
        rf"\frac{{\partial \alpha_{{ij}}}}{{\partial s_{{ij}}}} &= {number(weight)} \cdot"
        rf" (1 - {number(weight)}) = {number(weight * (1 - weight))}"
    )
    products = _sum(traced.weights[head, row], traced.value[head, :, 0])
    lines.append(rf"o_{{i,1}} &= {products} \\ &= {number(float(traced.mixed[head, row, 0]))}")
    return lines


def _score(traced: AttentionTrace, head: int, row: int, column: int) -> str:
    if not np.isfinite(traced.scores[head, row, column]):
        return r"s_{ij} &= -\infty"
    query, key = traced.query[head, row], traced.key[head, column]
    products, score = _sum(query, key), float(traced.scores[head, row, column])
    below = rf"\sqrt{{{len(query)}}}" if traced.scale != 1.0 else "1"
    product = number(float(query @ key))
    return rf"s_{{ij}} &= \frac{{{products}}}{{{below}}} \\ &= \frac{{{product}}}{{{below}}} = {number(score)}"


def _sum(left: Array, right: Array) -> str:
    """The first products of two vectors, and dots for the rest."""
    terms = [rf"{bracketed(float(a))} \cdot {bracketed(float(b))}" for a, b in zip(left, right, strict=True)]
    return " + ".join(terms[:SHOWN] + [r"\dots"] * (len(terms) > SHOWN))
