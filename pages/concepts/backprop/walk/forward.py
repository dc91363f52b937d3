"""The way forward in lines: weighted sums, activations, the loss."""

from collections.abc import Callable, Mapping

from core.concepts.activations import Array
from core.concepts.losses import HUBER_DELTA
from pages.concepts.backprop.walk.lines import ProvenStep, WalkRow, incoming
from pages.shared.concept_screen.html_math import DOT, MINUS, F, factor, fmt, frac, power, sum_over, symbol, total, var


def z_row(proven: ProvenStep, index: int, unit: int) -> WalkRow:
    """The weighted sum of a unit: z = sum of w a, plus b."""
    layer, place = proven.traced.layers[index], index + 1
    weights, inputs = layer.layer.weights[:, unit], layer.a_in[proven.example]
    terms = total(f"{factor(w)}{DOT}{factor(a)}" for w, a in zip(weights, inputs, strict=True))
    law = sum_over("j", f"{symbol('w', place, unit + 1, 'j')}{DOT}{incoming(index, 'j')}")
    return proven.row(
        ("forward", index, unit, "z"),
        f"{symbol('z', place, unit + 1)} = {law} + {symbol('b', place, unit + 1)}",
        f"{terms} + {factor(layer.layer.biases[unit])}",
        layer.z[proven.example, unit],
    )


def activation_row(proven: ProvenStep, index: int, unit: int) -> WalkRow:
    """The activation of a unit: a = f(z)."""
    layer = proven.traced.layers[index]
    f = F[layer.layer.activation]
    symbols = f"{symbol('a', index + 1, unit + 1)} = {f(symbol('z', index + 1, unit + 1))}"
    numbers = f(factor(layer.z[proven.example, unit]))
    return proven.row(("forward", index, unit, "a"), symbols, numbers, layer.a[proven.example, unit])


def softmax_rows(proven: ProvenStep, index: int) -> list[WalkRow]:
    """The outputs of a softmax layer: each logit's share of the sum of powers."""
    layer, place = proven.traced.layers[index], index + 1
    z, a = layer.z[proven.example], layer.a[proven.example]
    below = total(power(fmt(value)) for value in z)
    rows = []
    for unit, share in enumerate(a):
        law = frac(power(symbol("z", None, unit + 1)), sum_over("k", power(symbol("z", None, "k"))))
        symbols = f"{symbol('a', place, unit + 1)} = {law}"
        rows.append(proven.row(("forward", index, unit, "a"), symbols, frac(power(fmt(z[unit])), below), share))
    return rows


def loss_rows(proven: ProvenStep) -> list[WalkRow]:
    """The loss of the example in view, and of the batch when it has more than one example."""
    traced = proven.traced
    symbols, term = LOSS_LAWS[traced.network.loss]
    output, target = traced.layers[-1].a[proven.example], traced.y[proven.example]
    numbers = term(output, target)
    rows = [proven.row(("loss", 0, 0, "l"), f"{var('ℓ')} = {symbols}", numbers, traced.losses[proven.example])]
    if len(traced.losses) > 1:
        law = f"{var('L')} = {frac('1', var('n'))} {sum_over('s', symbol('ℓ', None, 's'))}"
        mean = frac(total(fmt(loss) for loss in traced.losses), str(len(traced.losses)))
        rows.append(proven.row(("loss", 0, 0, "mean"), law, mean, traced.loss))
    return rows


A, Y = symbol("a", None, "i"), symbol("y", None, "i")
MEAN = f"{frac('1', var('m'))} ∑<sub>{var('i')}</sub> "


def _mean(terms: list[str]) -> str:
    return terms[0] if len(terms) == 1 else frac(total(terms), str(len(terms)))


def _errors(a: Array, y: Array) -> list[str]:
    return [f"({fmt(one)} {MINUS} {factor(other)})<sup>2</sup>" for one, other in zip(a, y, strict=True)]


def _huber(a: Array, y: Array) -> str:
    return _mean([f"{var('h')}({fmt(one)} {MINUS} {factor(other)})" for one, other in zip(a, y, strict=True)])


def _logarithms(a: Array, y: Array) -> str:
    """The logarithms that count: a target of 0 or 1 leaves only one of the two."""
    terms = []
    for p, target in zip(a, y, strict=True):
        with_one = f"{factor(target)}{DOT}ln {fmt(p)}" if target else ""
        with_zero = f"{factor(1 - target)}{DOT}ln(1 {MINUS} {fmt(p)})" if target != 1 else ""
        terms.append(total(filter(None, (with_one, with_zero))))
    return f"{MINUS}({_mean(terms)})"


def _shares(a: Array, y: Array) -> str:
    kept = [f"{factor(target)}{DOT}ln {fmt(p)}" for p, target in zip(a, y, strict=True) if target]
    return f"{MINUS}({total(kept) or '0'})"


LOSS_LAWS: Mapping[str, tuple[str, Callable[[Array, Array], str]]] = {
    "mse": (f"{MEAN}({A} {MINUS} {Y})<sup>2</sup>", lambda a, y: _mean(_errors(a, y))),
    "half_squared_error": (
        f"{frac('1', '2')} ∑<sub>{var('i')}</sub> ({A} {MINUS} {Y})<sup>2</sup>",
        lambda a, y: f"{frac('1', '2')} ({total(_errors(a, y))})",
    ),
    "huber": (
        f"{MEAN}{var('h')}({A} {MINUS} {Y}),  {var('h')}({var('e')}) = "
        f"½{var('e')}<sup>2</sup>  (|{var('e')}| ≤ {HUBER_DELTA:g}),  "
        f"|{var('e')}| {MINUS} ½  (|{var('e')}| &gt; {HUBER_DELTA:g})",
        _huber,
    ),
    "binary_crossentropy": (f"{MINUS}{MEAN}[{Y} ln {A} + (1 {MINUS} {Y}) ln(1 {MINUS} {A})]", _logarithms),
    "categorical_crossentropy": (f"{MINUS}∑<sub>{var('i')}</sub> {Y} ln {A}", _shares),
}
"""Each loss of one example: its law, and its terms with the numbers of output and target."""
