"""Numbers, vectors and whole formulas as LaTeX, for the formulas of the concept screens."""

import re
from collections.abc import Mapping

from core.concepts.activations import Array


def substitute(latex: str, values: Mapping[str, float]) -> str:
    r"""A formula with numbers for its symbols, the longest symbol first; a negative number gets its parentheses.

    substitute(r"f(z)\,(1 - f(z))", {"f(z)": 0.25, "z": -1}) is r"0.25\,(1 - 0.25)".
    """
    for symbol in sorted(values, key=len, reverse=True):
        text = number(values[symbol])
        alone = rf"(?<![A-Za-z\\]){re.escape(symbol)}(?![A-Za-z])"
        latex = latex.replace(f"({symbol})", f"({text})")
        latex = re.sub(alone, bracketed(values[symbol]).replace("\\", r"\\"), latex)
    return latex


def number(value: float) -> str:
    """Four significant digits; a power of ten is written out in LaTeX."""
    mantissa, _e, exponent = f"{value:.4g}".partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa


def bracketed(value: float) -> str:
    """The number, in parentheses when it is negative, to stand behind a sign or a factor."""
    return f"({number(value)})" if value < 0 else number(value)


def vector(values: Array) -> str:
    """A column of numbers in LaTeX."""
    return matrix(values[:, None])


def matrix(values: Array) -> str:
    """A matrix of numbers in LaTeX, three decimals each."""
    rows = (" & ".join(f"{value:.3f}" for value in row) for row in (values.round(3) + 0.0).tolist())  # no -0
    return r"\begin{pmatrix}" + r" \\ ".join(rows) + r"\end{pmatrix}"


def aligned(*lines: str) -> str:
    """Lines of LaTeX under each other, lined up at their `&`."""
    return r"\begin{aligned} " + r" \\ ".join(lines) + r" \end{aligned}"
