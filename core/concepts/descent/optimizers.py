"""Six rules that turn a gradient into a step. The conventions are those of Keras 3, to the last digit.

Every rule looks at one gradient `g`, updates what it remembers (`m`, the running mean of the gradients or the velocity;
`v`, the running mean of their squares) and says how far the weights `w` move:

    gradient descent   step = -lr g
    momentum           m = momentum m - lr g           step = m
    Nesterov           m = momentum m - lr g           step = momentum m - lr g
    RMSProp            v = rho v + (1 - rho) g²        step = -lr g / sqrt(v + epsilon)
    Adam               m = beta_1 m + (1 - beta_1) g   v = beta_2 v + (1 - beta_2) g²
                       m_hat = m / (1 - beta_1^t)      v_hat = v / (1 - beta_2^t)
                       step = -lr m_hat / (sqrt(v_hat) + epsilon_hat)
    AdamW              Adam's step, and -lr weight_decay w beside it

Adam's paper (Kingma and Ba 2015, arXiv:1412.6980) puts the same small number `epsilon` under every step. Keras uses the
paper's faster order, `-lr sqrt(1 - beta_2^t) / (1 - beta_1^t) m / (sqrt(v) + epsilon)`; taking the corrections apart
again shows that its `epsilon_hat` is `epsilon / sqrt(1 - beta_2^t)`. RMSProp's epsilon stands under the root.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Settings:
    """What a person may turn. The defaults are those of Keras, but the learning rate, which is one for all."""

    learning_rate: float = 0.01
    momentum: float = 0.9
    rho: float = 0.9
    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-7
    weight_decay: float = 0.004
    bias_correction: bool = True


@dataclass(frozen=True)
class Step:
    """One update, with everything between the gradient and the new weights; all arrays have the shape of the weights.

    `t` counts from 1. A rule that does not keep a quantity leaves it None. `epsilon_hat` is what is added to the root.
    """

    t: int
    weights: Array
    gradient: Array
    step: Array
    m: Array | None = None
    v: Array | None = None
    m_hat: Array | None = None
    v_hat: Array | None = None
    epsilon_hat: float | None = None
    decay: Array | None = None

    @property
    def after(self) -> Array:
        """The weights after this step. AdamW decays them first, as Keras does."""
        decayed = self.weights if self.decay is None else self.weights + self.decay
        return decayed + self.step


Rule = Callable[[Array, Array, Step | None, Settings], Step]


def gradient_descent(w: Array, g: Array, last: Step | None, settings: Settings) -> Step:
    return Step(_count(last), w, g, -settings.learning_rate * g)


def momentum(w: Array, g: Array, last: Step | None, settings: Settings) -> Step:
    m = settings.momentum * _get_previous("m", last, g) - settings.learning_rate * g
    return Step(_count(last), w, g, m, m=m)


def nesterov(w: Array, g: Array, last: Step | None, settings: Settings) -> Step:
    m = settings.momentum * _get_previous("m", last, g) - settings.learning_rate * g
    return Step(_count(last), w, g, settings.momentum * m - settings.learning_rate * g, m=m)


def rmsprop(w: Array, g: Array, last: Step | None, settings: Settings) -> Step:
    v = settings.rho * _get_previous("v", last, g) + (1 - settings.rho) * g**2
    step = -settings.learning_rate * g / np.sqrt(v + settings.epsilon)
    return Step(_count(last), w, g, step, v=v, epsilon_hat=settings.epsilon)


def adam(w: Array, g: Array, last: Step | None, settings: Settings) -> Step:
    t = _count(last)
    m = settings.beta_1 * _get_previous("m", last, g) + (1 - settings.beta_1) * g
    v = settings.beta_2 * _get_previous("v", last, g) + (1 - settings.beta_2) * g**2
    m_hat, v_hat, epsilon_hat = m, v, settings.epsilon
    if settings.bias_correction:
        m_hat = m / (1 - settings.beta_1**t)
        v_hat = v / (1 - settings.beta_2**t)
        epsilon_hat = settings.epsilon / float(np.sqrt(1 - settings.beta_2**t))
    step = -settings.learning_rate * m_hat / (np.sqrt(v_hat) + epsilon_hat)
    return Step(t, w, g, step, m=m, v=v, m_hat=m_hat, v_hat=v_hat, epsilon_hat=epsilon_hat)


def adamw(w: Array, g: Array, last: Step | None, settings: Settings) -> Step:
    plain = adam(w, g, last, settings)
    decay = -settings.learning_rate * settings.weight_decay * w
    return Step(**{**vars(plain), "decay": decay})


RULES: Mapping[str, Rule] = {
    "gradient_descent": gradient_descent,
    "momentum": momentum,
    "nesterov": nesterov,
    "rmsprop": rmsprop,
    "adam": adam,
    "adamw": adamw,
}


def steps(rule: Rule, start: Array, gradient: Callable[[Array], Array], settings: Settings) -> Iterator[Step]:
    """Walk on from `start` for as long as the caller asks for the next step.

    Usage:
        walk = steps(adam, np.array([1.0, 2.0]), lambda w: 2 * w, Settings(learning_rate=0.1))
        trace = list(itertools.islice(walk, 50))
    """
    weights, last = np.asarray(start, dtype=np.float64), None
    while True:
        last = rule(weights, gradient(weights), last, settings)
        weights = last.after
        yield last


def _count(last: Step | None) -> int:
    return 1 if last is None else last.t + 1


def _get_previous(name: str, last: Step | None, g: Array) -> Array:
    """What the rule remembers from the step before; zeros at first."""
    kept = None if last is None else getattr(last, name)
    return np.zeros_like(g) if kept is None else kept
