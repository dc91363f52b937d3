"""Small pieces of set mathematics as HTML, for places that LaTeX does not reach: inside a component.

All text comes from here and from numbers, never from what a person typed. The classes are styled by the component.
"""

from collections.abc import Callable, Iterable, Mapping

from core.concepts.activations import LEAK

MINUS, DOT, PRIME = "\u2212", "\u2009·\u2009", "\u2032"


def fmt(value: float) -> str:
    """A number to four significant digits, with a true minus sign; zero has no sign."""
    return f"{value + 0.0:.4g}".replace("-", MINUS).replace("e+", "e")


def factor(value: float) -> str:
    """A number as a factor or a summand: in brackets when it is negative."""
    text = fmt(value)
    return f"({text})" if text.startswith(MINUS) else text


def var(name: str) -> str:
    return f"<i>{name}</i>"


def symbol(name: str, layer: int | None = None, *indices: int | str) -> str:
    """A variable with its indices below and its layer, in brackets, above: z with 1 below and (2) above."""
    below = "".join(var(index) if isinstance(index, str) else str(index) for index in indices)
    if layer is None:
        return f"{var(name)}<sub>{below}</sub>" if below else var(name)
    return f'{var(name)}<span class="ss"><sup>({layer})</sup><sub>{below}</sub></span>'


def frac(above: str, below: str) -> str:
    return f'<span class="frac"><span>{above}</span><span>{below}</span></span>'


def power(exponent: str) -> str:
    """E to the `exponent`."""
    return f"<i>e</i><sup>{exponent}</sup>"


def total(terms: Iterable[str]) -> str:
    return " + ".join(terms)


def sum_over(index: str, what: str) -> str:
    return f"∑<sub>{var(index)}</sub> {what}"


def slope_of(loss: str, variable: str) -> str:
    """The partial derivative of `loss` by `variable`."""
    return frac(f"∂{loss}", f"∂{variable}")


F: Mapping[str, Callable[[str], str]] = {
    "linear": lambda z: z,
    "sigmoid": lambda z: frac("1", f"1 + {power(f'{MINUS}{z}')}"),
    "tanh": lambda z: f"tanh {z}",
    "relu": lambda z: f"max(0, {z})",
    "leaky_relu": lambda z: f"max({LEAK:g}{DOT}{z}, {z})",
    "gelu": lambda z: f"{z}{DOT}Φ({z})",
    "silu": lambda z: f"{z}{DOT}σ({z})",
}
"""f(z) of each activation, for z as a symbol or as a number."""

SLOPE: Mapping[str, Callable[[str, str], str]] = {
    "linear": lambda z, a: "1",
    "sigmoid": lambda z, a: f"{a} (1 {MINUS} {a})",
    "tanh": lambda z, a: f"1 {MINUS} {a}<sup>2</sup>",
    "relu": lambda z, a: f"[{z} &gt; 0]",
    "leaky_relu": lambda z, a: f"[{z} &gt; 0] + {LEAK:g}{DOT}[{z} ≤ 0]",
    "gelu": lambda z, a: f"Φ({z}) + {z}{DOT}φ({z})",
    "silu": lambda z, a: f"σ({z}) + {z}{DOT}σ({z}) (1 {MINUS} σ({z}))",
}
"""f'(z) of each activation, for z and a = f(z) as symbols or as numbers. [z > 0] is one where it is true, else zero."""
