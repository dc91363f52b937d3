"""Generator against discriminator (Goodfellow et al., 2014), round by round, with every number kept.

    pool = draw_pool(settings)
    state = begin(settings)
    played = play_round(settings, pool, state)
    played.fake_gradient             # (batch, 2): where each made point would have to move to be taken for less real
    state = played.after

The discriminator learns to say 1 of real points and 0 of made ones; then the generator learns to make points of which
it says 1. Chance is drawn before: round after round takes the next rows of the pool and begins again at its end.
"""

from dataclasses import dataclass

import numpy as np

from core.concepts.activations import Array, sigmoid
from core.concepts.descent.optimizers import RULES, Settings, Step
from core.concepts.descent.parameters import flatten, unflatten
from core.concepts.gan.targets import find_target
from core.concepts.losses import binary_crossentropy_from_logits
from core.concepts.network import (
    DenseLayer,
    Network,
    Pass,
    create,
    forward,
    gradients,
    hidden_delta,
)

POOL = 2048
BATCH = 64
NOISE = 2
DIGITS = 3
"""After the point, of all that is drawn: so short numbers reach the browser as they are."""
HIDDEN = ("leaky_relu", "leaky_relu")


@dataclass(frozen=True)
class Game:
    """What is asked for. `saturating` is the first form of the generator's loss, log(1 - D), and else it is -log D.

    `drawn` are the places of a target of one's own.
    """

    target: str = "two"
    units: int = 16
    generator_rate: float = 0.002
    discriminator_rate: float = 0.002
    discriminator_steps: int = 1
    beta_1: float = 0.5
    saturating: bool = False
    seed: int = 0
    drawn: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Pool:
    """Chance, drawn before: real points and noise, (POOL, 2) each."""

    real: Array
    noise: Array


@dataclass(frozen=True)
class State:
    """Both networks, what Adam remembers of each, and how many rounds were played."""

    generator: Network
    discriminator: Network
    generator_step: Step | None
    discriminator_step: Step | None
    rounds: int


@dataclass(frozen=True)
class Verdict:
    """One update of the discriminator: what it said of real and made points (batch,), its loss, and the update."""

    real: Array
    fake: Array
    said_of_real: Array
    said_of_fake: Array
    loss: float
    step: Step


@dataclass(frozen=True)
class Round:
    """One round: the verdicts, then the generator's points (batch, 2), what is said of them, its loss and its update.

    `fake_gradient` is the slope of each point's own loss: the generator's learning moves a point against it.
    """

    before: State
    verdicts: tuple[Verdict, ...]
    noise: Array
    fake: Array
    said: Array
    loss: float
    fake_gradient: Array
    step: Step
    after: State


def draw_pool(game: Game) -> Pool:
    rng = np.random.default_rng(game.seed)
    real = find_target(game.target, game.drawn).draw(rng, POOL)
    return Pool(real.round(DIGITS), rng.normal(size=(POOL, NOISE)).round(DIGITS))


def begin(game: Game) -> State:
    sizes = (game.units, game.units)
    generator = create((NOISE, *sizes, 2), (*HIDDEN, "linear"), loss="mse", seed=game.seed, initializer="he_normal")
    discriminator = create(
        (2, *sizes, 1),
        (*HIDDEN, "sigmoid"),
        loss="binary_crossentropy",
        seed=game.seed + 1,
        initializer="he_normal",
    )
    return State(generator, discriminator, None, None, 0)


def play_round(game: Game, pool: Pool, state: State) -> Round:
    """The discriminator's updates, then the generator's."""
    discriminator, last, verdicts = state.discriminator, state.discriminator_step, []
    for turn in range(game.discriminator_steps):
        real = take(pool.real, state.rounds * game.discriminator_steps + turn)
        noise = take(pool.noise, state.rounds * (game.discriminator_steps + 1) + turn)
        verdict = judge(game, discriminator, last, real, make(state.generator, noise))
        verdicts.append(verdict)
        last, discriminator = verdict.step, unflatten(verdict.step.after, discriminator)
    noise = take(pool.noise, state.rounds * (game.discriminator_steps + 1) + game.discriminator_steps)
    fake, said, loss, on_fake, gradient = improve(game, state.generator, discriminator, noise)
    settings = Settings(learning_rate=game.generator_rate, beta_1=game.beta_1)
    step = RULES["adam"](flatten(state.generator), gradient, state.generator_step, settings)
    after = State(unflatten(step.after, state.generator), discriminator, step, last, state.rounds + 1)
    return Round(state, tuple(verdicts), noise, fake, said, loss, on_fake, step, after)


def take(rows: Array, turn: int) -> Array:
    """The next BATCH rows, from the beginning again after the last one."""
    return rows[(turn * BATCH + np.arange(BATCH)) % len(rows)]


def make(generator: Network, noise: Array) -> Array:
    """The points (n, 2) that a generator makes of noise (n, NOISE)."""
    return forward(generator, noise)[-1].a


def judge(game: Game, discriminator: Network, last: Step | None, real: Array, fake: Array) -> Verdict:
    """One update on real and made points together: the mean cross-entropy of all."""
    x = np.concatenate([real, fake])
    y = np.concatenate([np.ones((len(real), 1)), np.zeros((len(fake), 1))])
    passes = forward(discriminator, x)
    loss = binary_crossentropy_from_logits(passes[-1].z, y).mean()
    gradient, _on_x = backpropagate(discriminator, x, passes, passes[-1].a - y)
    settings = Settings(learning_rate=game.discriminator_rate, beta_1=game.beta_1)
    step = RULES["adam"](flatten(discriminator), gradient, last, settings)
    said = passes[-1].a[:, 0]
    return Verdict(real, fake, said[: len(real)], said[len(real) :], float(loss), step)


def improve(
    game: Game, generator: Network, discriminator: Network, noise: Array
) -> tuple[Array, Array, float, Array, Array]:
    """The generator's points, what is said of them, its loss, the slope on each point, and its gradient."""
    made = forward(generator, noise)
    fake = made[-1].a
    judged = forward(discriminator, fake)
    z = judged[-1].z
    target = np.zeros_like(z) if game.saturating else np.ones_like(z)
    sign = -1.0 if game.saturating else 1.0
    loss = sign * float(binary_crossentropy_from_logits(z, target).mean())
    _gradient, on_fake = backpropagate(discriminator, fake, judged, sign * (sigmoid(z) - target))
    gradient, _on_noise = backpropagate(generator, noise, made, on_fake)
    return fake, judged[-1].a[:, 0], loss, on_fake, gradient


def backpropagate(network: Network, x: Array, passes: tuple[Pass, ...], delta: Array) -> tuple[Array, Array]:
    """From the delta of the output (n, outputs), one row an example: the mean gradient, flat, and d loss / d x."""
    found: list[DenseLayer] = []
    for index in reversed(range(len(network.layers))):
        layer = network.layers[index]
        found.append(DenseLayer(*gradients(passes[index - 1].a if index else x, delta), layer.activation))
        if index:
            delta = hidden_delta(delta, layer, passes[index - 1].z, network.layers[index - 1].activation)
    return flatten(tuple(found[::-1])), delta @ network.layers[0].weights.T
