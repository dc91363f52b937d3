"""One step of learning to write and to fill in: the two ways of GPT and BERT with one and the same model.

    learner = Learner.fresh(model, peak=3e-3, steps=2000)
    learner, loss = learn(learner, windows, way="causal", rng=rng)

A window is (batch, T + 1) signs of running text. Causally, every place is to say the sign that follows it. In the
other way some signs are hidden, every place may look everywhere, and the hidden ones are to be said.
"""

from dataclasses import dataclass, replace

import numpy as np

from core.concepts.activations import Array
from core.concepts.attention.heads import causal
from core.concepts.attention.transformer import Model, Tokens, backward, cross_entropy, forward
from core.concepts.descent.optimizers import Settings, Step, adam
from core.concepts.descent.parameters import flatten, unflatten

HIDDEN = 1
"""The sign that stands for a hidden one."""
HIDDEN_SHARE = 0.2
WARM_UP = 0.05
"""This share of the steps leads from a learning rate of 0 to the peak; the rest leads back along a cosine."""


@dataclass(frozen=True)
class Task:
    """What is shown, what is to be said, and which places count; each (batch, T). Who may look where is `allowed`."""

    tokens: Tokens
    targets: Tokens
    counts: Array
    allowed: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True)
class Learner:
    """A model and what Adam remembers of its last step."""

    model: Model
    last: Step | None
    peak: float
    steps: int

    @property
    def taken(self) -> int:
        return self.last.t if self.last else 0

    @property
    def rate(self) -> float:
        """The learning rate of the next step."""
        share = (self.taken + 1) / self.steps
        if share < WARM_UP:
            return self.peak * share / WARM_UP
        return float(self.peak * 0.5 * (1 + np.cos(np.pi * min(1.0, (share - WARM_UP) / (1 - WARM_UP)))))


def to_continue(windows: Tokens) -> Task:
    """GPT's way: at every place the next sign."""
    tokens, targets = windows[:, :-1], windows[:, 1:]
    return Task(tokens, targets, np.ones(tokens.shape), causal(tokens.shape[1]))


def to_fill_in(windows: Tokens, rng: np.random.Generator) -> Task:
    """BERT's way: some signs are hidden, and these are to be said; at least one."""
    targets = windows[:, :-1]
    hidden = rng.random(targets.shape) < HIDDEN_SHARE
    hidden[0, rng.integers(targets.shape[1])] = True
    places = targets.shape[1]
    allowed = np.ones((places, places), dtype=np.bool_)
    return Task(np.where(hidden, HIDDEN, targets), targets, hidden.astype(np.float64), allowed)


def measure(model: Model, task: Task) -> float:
    """The mean loss of the places that count, in nats."""
    return cross_entropy(forward(model, task.tokens, allowed=task.allowed).logits, task.targets, task.counts)[0]


def learn(learner: Learner, task: Task) -> tuple[Learner, float]:
    """One step of Adam; returns what has learned, and the loss before."""
    traced = forward(learner.model, task.tokens, allowed=task.allowed)
    loss, on_logits = cross_entropy(traced.logits, task.targets, task.counts)
    gradient = flatten(backward(traced, on_logits))
    settings = Settings(learning_rate=learner.rate, beta_2=0.99)
    step = adam(flatten(learner.model), gradient, learner.last, settings)
    return replace(learner, model=unflatten(step.after, learner.model), last=step), loss
