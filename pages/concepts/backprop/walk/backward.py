"""The way back in lines: deltas, gradients, updates."""

from collections.abc import Callable, Mapping

from core.concepts.network import SOFTMAX, example_losses, forward, is_fused
from pages.concepts.backprop.walk.lines import At, ProvenStep, WalkRow, badge, incoming
from pages.shared.concept_screen.html_math import (
    DOT,
    MINUS,
    PRIME,
    SLOPE,
    factor,
    fmt,
    slope_of,
    sum_over,
    symbol,
    total,
    var,
)

RATE = var("α")


def delta_rows(proven: ProvenStep, index: int, unit: int) -> list[WalkRow]:
    """How much the loss moves with this unit's z: the output's from the loss, a hidden one's from the layer after."""
    if index + 1 < len(proven.traced.layers):
        return [_slope_row(proven, index, unit), _hidden_row(proven, index, unit)]
    if is_fused(proven.traced.network):
        return [_fused_row(proven, index, unit)]
    if proven.traced.layers[index].layer.activation == SOFTMAX:
        return [*_loss_slope_rows(proven, index), _jacobian_row(proven, index, unit)]
    slopes = [_loss_slope_row(proven, index, unit), _slope_row(proven, index, unit)]
    return [*slopes, _output_row(proven, index, unit)]


def _delta_row(proven: ProvenStep, index: int, unit: int, law: str, numbers: str) -> WalkRow:
    proof = proven.proofs[index].delta
    at = (proven.example, unit)
    symbols = f"{symbol('δ', index + 1, unit + 1)} = {law}"
    return proven.row(("delta", index, unit, "d"), symbols, numbers, float(proof.analytic[at]), badge(proof, at))


def _slope_row(proven: ProvenStep, index: int, unit: int) -> WalkRow:
    layer, slope = proven.traced.layers[index], SLOPE[proven.traced.layers[index].layer.activation]
    z, a = layer.z[proven.example, unit], layer.a[proven.example, unit]
    place = (index + 1, unit + 1)
    symbols = f"{var('f')}{PRIME}({symbol('z', *place)}) = {slope(symbol('z', *place), symbol('a', *place))}"
    at = ("delta", index, unit, "f")
    return proven.row(at, symbols, slope(factor(z), factor(a)), layer.slope[proven.example, unit])


def _hidden_row(proven: ProvenStep, index: int, unit: int) -> WalkRow:
    after = proven.traced.layers[index + 1]
    weights, deltas = after.layer.weights[unit], after.delta[proven.example]
    owed = total(f"{factor(w)}{DOT}{factor(d)}" for w, d in zip(weights, deltas, strict=True))
    place = index + 2
    law = sum_over("k", f"{symbol('w', place, 'k', unit + 1)}{DOT}{symbol('δ', place, 'k')}")
    slope = proven.traced.layers[index].slope[proven.example, unit]
    symbols = f"({law}){DOT}{var('f')}{PRIME}({symbol('z', index + 1, unit + 1)})"
    return _delta_row(proven, index, unit, symbols, f"({owed}){DOT}{factor(slope)}")


def _output_row(proven: ProvenStep, index: int, unit: int) -> WalkRow:
    place = (index + 1, unit + 1)
    law = f"{slope_of(var('ℓ'), symbol('a', *place))}{DOT}{var('f')}{PRIME}({symbol('z', *place)})"
    on_a = proven.traced.loss_slope[proven.example, unit]
    slope = proven.traced.layers[index].slope[proven.example, unit]
    return _delta_row(proven, index, unit, law, f"{factor(on_a)}{DOT}{factor(slope)}")


def _fused_row(proven: ProvenStep, index: int, unit: int) -> WalkRow:
    """Cross-entropy on its own output activation: f' has cancelled."""
    traced = proven.traced
    a, targets = traced.layers[index].a[proven.example, unit], traced.y[proven.example]
    law, numbers = FUSED_LAWS[traced.network.loss](a, targets[unit], len(targets), float(targets.sum()))
    return _delta_row(proven, index, unit, law, numbers)


def _loss_slope_row(proven: ProvenStep, index: int, unit: int) -> WalkRow:
    traced = proven.traced
    a, target = traced.layers[index].a[proven.example, unit], traced.y[proven.example, unit]
    law, numbers = SLOPE_LAWS.get(traced.network.loss, _unnamed)(a, target, traced.y.shape[1])
    on_a = slope_of(var("ℓ"), symbol("a", index + 1, unit + 1))
    value = traced.loss_slope[proven.example, unit]
    symbols = f"{on_a} = {law}" if law else on_a
    return proven.row(("delta", index, unit, "l"), symbols, numbers or fmt(value), value)


def _loss_slope_rows(proven: ProvenStep, index: int) -> list[WalkRow]:
    return [_loss_slope_row(proven, index, unit) for unit in range(proven.traced.y.shape[1])]


def _jacobian_row(proven: ProvenStep, index: int, unit: int) -> WalkRow:
    """Through softmax every output moves with every logit: da_k / dz_i = a_k ([k = i] - a_i)."""
    slopes = proven.traced.loss_slope[proven.example]
    column = proven.traced.layers[index].slope[proven.example, :, unit]
    a_k, a_i = symbol("a", None, "k"), symbol("a", None, unit + 1)
    law = sum_over("k", f"{slope_of(var('ℓ'), a_k)}{DOT}{a_k} ([{var('k')} = {unit + 1}] {MINUS} {a_i})")
    terms = total(f"{factor(one)}{DOT}{factor(other)}" for one, other in zip(slopes, column, strict=True))
    return _delta_row(proven, index, unit, law, terms)


def weight_gradient_rows(proven: ProvenStep, index: int, unit: int) -> list[WalkRow]:
    """dL/dw = delta times what came in, the mean over the examples; a line a weight."""
    layer, proof = proven.traced.layers[index], proven.proofs[index].weights
    rows = []
    for source in range(layer.a_in.shape[1]):
        on_w = slope_of(var("L"), symbol("w", index + 1, unit + 1, source + 1))
        term = f"{symbol('δ', index + 1, unit + 1)}{DOT}{incoming(index, source + 1)}"
        law = f"{on_w} = {_mean_law(proven, term)}"
        pairs = zip(layer.delta[:, unit], layer.a_in[:, source], strict=True)
        numbers = _mean_of([f"{factor(d)}{DOT}{factor(a)}" for d, a in pairs])
        at, value = (source, unit), float(layer.weights_gradient[source, unit])
        rows.append(proven.row(("gradient", index, unit, f"w{source}"), law, numbers, value, badge(proof, at)))
    return rows


def bias_gradient_row(proven: ProvenStep, index: int, unit: int) -> WalkRow:
    """dL/db = delta, the mean over the examples."""
    layer, proof = proven.traced.layers[index], proven.proofs[index].biases
    on_b = slope_of(var("L"), symbol("b", index + 1, unit + 1))
    law = f"{on_b} = {_mean_law(proven, symbol('δ', index + 1, unit + 1))}"
    numbers = _mean_of([factor(delta) for delta in layer.delta[:, unit]])
    value = float(layer.biases_gradient[unit])
    return proven.row(("gradient", index, unit, "b"), law, numbers, value, badge(proof, (unit,)))


def update_rows(proven: ProvenStep, index: int, unit: int) -> list[WalkRow]:
    """What was, minus learning rate times gradient; a line a weight, and one for the bias."""
    sources = range(proven.traced.layers[index].a_in.shape[1])
    return [*(_weight_update(proven, index, unit, source) for source in sources), _bias_update(proven, index, unit)]


def _weight_update(proven: ProvenStep, index: int, unit: int, source: int) -> WalkRow:
    layer, at = proven.traced.layers[index], (source, unit)
    values = (layer.layer.weights[at], layer.weights_gradient[at], layer.after.weights[at])
    name = symbol("w", index + 1, unit + 1, source + 1)
    return _update_row(proven, ("update", index, unit, f"w{source}"), name, values)


def _bias_update(proven: ProvenStep, index: int, unit: int) -> WalkRow:
    layer = proven.traced.layers[index]
    values = (layer.layer.biases[unit], layer.biases_gradient[unit], layer.after.biases[unit])
    return _update_row(proven, ("update", index, unit, "b"), symbol("b", index + 1, unit + 1), values)


def _update_row(proven: ProvenStep, at: At, name: str, values: tuple[float, float, float]) -> WalkRow:
    before, gradient, after = values
    law = f"{name} ← {name} {MINUS} {RATE}{DOT}{slope_of(var('L'), name)}"
    numbers = f"{fmt(before)} {MINUS} {fmt(proven.traced.learning_rate)}{DOT}{factor(gradient)}"
    return proven.row(at, law, numbers, after)


def after_row(proven: ProvenStep) -> WalkRow:
    """What the update was for: by how much the loss of the batch is smaller with the new weights."""
    traced = proven.traced
    after = float(example_losses(traced.after, forward(traced.after, traced.x)[-1], traced.y).mean())
    law = f"{var('L')} {MINUS} {var('L')}{PRIME}"
    return proven.row(("done", 0, 0, "l"), law, f"{fmt(traced.loss)} {MINUS} {fmt(after)}", traced.loss - after)


def _mean_law(proven: ProvenStep, term: str) -> str:
    return term if len(proven.traced.x) == 1 else f"¹⁄<sub>{var('n')}</sub> {sum_over('s', term)}"


def _mean_of(terms: list[str]) -> str:
    return terms[0] if len(terms) == 1 else f"({total(terms)}) / {len(terms)}"


def _over(outputs: int) -> tuple[str, str]:
    """Divided by the number of outputs, where there are several."""
    return (f" / {var('m')}", f" / {outputs}") if outputs > 1 else ("", "")


def _mse(a: float, y: float, outputs: int) -> tuple[str, str]:
    law, numbers = _over(outputs)
    return f"2 ({_A} {MINUS} {_Y}){law}", f"2{DOT}({fmt(a)} {MINUS} {factor(y)}){numbers}"


def _half(a: float, y: float, outputs: int) -> tuple[str, str]:
    return f"{_A} {MINUS} {_Y}", f"{fmt(a)} {MINUS} {factor(y)}"


def _huber(a: float, y: float, outputs: int) -> tuple[str, str]:
    law, numbers = _over(outputs)
    cut = f"max({MINUS}1, min(1, "
    return f"{cut}{_A} {MINUS} {_Y})){law}", f"{cut}{fmt(a)} {MINUS} {factor(y)})){numbers}"


def _unnamed(a: float, y: float, outputs: int) -> tuple[str, str]:
    """Cross-entropy beside a foreign output activation: the number alone, its law is on the screen for losses."""
    return "", ""


def _binary(a: float, y: float, outputs: int, whole: float) -> tuple[str, str]:
    law, numbers = _over(outputs)
    bare = f"{_A} {MINUS} {_Y}", f"{fmt(a)} {MINUS} {factor(y)}"
    return (f"({bare[0]}){law}", f"({bare[1]}){numbers}") if law else bare


def _categorical(a: float, y: float, outputs: int, whole: float) -> tuple[str, str]:
    if whole == 1.0:
        return f"{_A} {MINUS} {_Y}", f"{fmt(a)} {MINUS} {factor(y)}"
    return (
        f"{_A} {sum_over('k', symbol('y', None, 'k'))} {MINUS} {_Y}",
        f"{fmt(a)}{DOT}{factor(whole)} {MINUS} {factor(y)}",
    )


_A, _Y = symbol("a", None, "i"), symbol("y", None, "i")

SLOPE_LAWS: Mapping[str, Callable[[float, float, int], tuple[str, str]]] = {
    "mse": _mse,
    "half_squared_error": _half,
    "huber": _huber,
}
"""d loss / d a of one output: its law, and the law with the numbers of output and target."""

FUSED_LAWS: Mapping[str, Callable[[float, float, int, float], tuple[str, str]]] = {
    "binary_crossentropy": _binary,
    "categorical_crossentropy": _categorical,
}
"""d loss / d z where loss and output activation belong together; the last argument is the sum of the targets."""
