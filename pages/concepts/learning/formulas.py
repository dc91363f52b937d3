"""The formula of each stage of the training loop, in symbols and with the numbers of one point and hidden unit 1."""

from collections.abc import Callable

from core.concepts.network import Trace
from core.i18n import N_
from pages.shared.concept_screen.latex import aligned, bracketed, number, vector

INITIALIZERS = {
    "glorot_uniform": r"w \sim U(-l,\ l) \quad l = \sqrt{\tfrac{6}{n_{in} + n_{out}}}",
    "he_normal": r"w \sim N\!\left(0, \tfrac{2}{n_{in}}\right)",
    "random_normal": r"w \sim N(0, 0.05^2)",
    "zeros": r"w = 0",
}
"""The initialisers that the screen offers, with their law."""

INITIALIZER_NAMES = {
    "glorot_uniform": N_("glorot uniform"),
    "he_normal": N_("he normal"),
    "random_normal": N_("random normal"),
    "zeros": N_("zeros"),
}


def stage_formulas(stage: str, first: Trace, now: Trace, example: int, initializer: str) -> tuple[str, str]:
    """Symbols and numbers of a stage: `first` is the step of epoch 0, `now` the one that is looked at."""
    if stage == "initialise":
        return _initialise(first, initializer)
    return FORMULAS[stage](now, example)


def _data(step: Trace, i: int) -> tuple[str, str]:
    return (
        r"x = \begin{pmatrix} x_1 \\ x_2 \end{pmatrix} \qquad y \in \{0, 1\}",
        rf"x = {vector(step.x[i])} \qquad y = {number(step.y[i, 0])}",
    )


def _initialise(step: Trace, initializer: str) -> tuple[str, str]:
    hidden, output = (layer.layer for layer in step.layers)
    return (
        rf"{INITIALIZERS[initializer]} \qquad b = 0",
        rf"w_{{\cdot 1}} = {vector(hidden.weights[:, 0])} \qquad w^{{out}}_1 = {number(output.weights[0, 0])}",
    )


def _forward(step: Trace, i: int) -> tuple[str, str]:
    hidden, output = step.layers
    w, b = hidden.layer.weights[:, 0], hidden.layer.biases[0]
    x, z, a = step.x[i], hidden.z[i, 0], hidden.a[i, 0]
    products = [rf"{bracketed(x[j])} \cdot {bracketed(w[j])}" for j in (0, 1)]
    symbols = aligned(
        r"z_1 &= \textstyle\sum_j x_j w_{j1} + b_1 \qquad a_1 = f(z_1)",
        r"z &= \textstyle\sum_k a_k w_k + b \qquad p = \sigma(z)",
    )
    numbers = aligned(
        rf"z_1 &= {products[0]} + {products[1]}",
        rf"&\quad + {bracketed(b)}",
        rf"&= {number(z)}",
        rf"a_1 &= f({number(z)}) = {number(a)}",
        rf"z &= {number(output.z[i, 0])} \qquad p = \sigma({number(output.z[i, 0])}) = {number(output.a[i, 0])}",
    )
    return symbols, numbers


def _loss(step: Trace, i: int) -> tuple[str, str]:
    z, y = step.layers[-1].z[i, 0], step.y[i, 0]
    symbols = aligned(
        r"L_i &= -\,y \ln p - (1 - y) \ln(1 - p)",
        r"&= \ln(1 + e^{z}) - y z",
        r"L &= \textstyle\frac{1}{n} \sum_i L_i",
    )
    numbers = aligned(
        rf"L_i &= \ln(1 + e^{{{number(z)}}}) - {number(y)} \cdot {bracketed(z)}",
        rf"&= {number(step.losses[i])}",
        rf"L &= {number(step.loss)} \qquad n = {len(step.losses)}",
    )
    return symbols, numbers


def _backward(step: Trace, i: int) -> tuple[str, str]:
    hidden, output = step.layers
    delta, w = output.delta[i, 0], output.layer.weights[0, 0]
    symbols = aligned(
        r"\delta &= p - y \qquad \delta_1 = w_1\, \delta\, f'(z_1)",
        r"\frac{\partial L}{\partial w_1} &= \textstyle\frac{1}{n} \sum_i a_1 \delta",
    )
    numbers = aligned(
        rf"\delta &= {number(output.a[i, 0])} - {number(step.y[i, 0])} = {number(delta)}",
        rf"\delta_1 &= {bracketed(w)} \cdot {bracketed(delta)} \cdot {bracketed(hidden.slope[i, 0])}"
        rf" = {number(hidden.delta[i, 0])}",
        rf"\frac{{\partial L}}{{\partial w_1}} &= {number(output.weights_gradient[0, 0])}",
    )
    return symbols, numbers


def _update(step: Trace, _i: int) -> tuple[str, str]:
    output = step.layers[-1]
    before, gradient = output.layer.weights[0, 0], output.weights_gradient[0, 0]
    return (
        r"w_1 := w_1 - \alpha\, \frac{\partial L}{\partial w_1}",
        rf"w_1 := {number(before)} - {number(step.learning_rate)} \cdot {bracketed(gradient)}"
        rf" = {number(output.after.weights[0, 0])}",
    )


FORMULAS: dict[str, Callable[[Trace, int], tuple[str, str]]] = {
    "data": _data,
    "forward": _forward,
    "loss": _loss,
    "backward": _backward,
    "update": _update,
}
