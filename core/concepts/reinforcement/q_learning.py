"""Q-learning (Watkins, 1989) and SARSA: the world is unknown, and values are learned from what happens, step by step.

    learned = learn(world, Learning(discount=0.9, rate=0.5, exploration=0.2, seed=0))
    learned.steps[0]          # the first step: where from, which action, where to, what came, and both values
    learned.q                 # (cells, 4): what each action was worth in the end

After each step the value of what was done moves towards the reward and what the next step is worth: by Q-learning the
best one from there, by SARSA (Rummery and Niranjan, 1994) the one that the agent then takes, its tries included. Now
and then, as often as `exploration` says, the agent tries an action by chance; else it does what it holds best, and of
equally good actions any.
"""

import random
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.concepts.activations import Array
from core.concepts.reinforcement.world import ACTIONS, World

Rule = Literal["q_learning", "sarsa"]
RULES: tuple[Rule, ...] = ("q_learning", "sarsa")
MOST_STEPS = 6000
LONGEST = 120
"""After so many steps an episode ends without reward."""


@dataclass(frozen=True)
class Learning:
    """What is asked for: how far a value moves each time (`rate`), and how often chance decides (`exploration`)."""

    discount: float = 0.9
    rate: float = 0.5
    exploration: float = 0.2
    episodes: int = 100
    seed: int = 0
    rule: Rule = "q_learning"


@dataclass(frozen=True)
class QStep:
    """One step: `before` and `after` are what the action was held to be worth; `target` is what before moved towards.

    `next_worth` is what the next step was held to be worth. `by_chance` says that the agent tried; `ended` that the
    episode ended there.
    """

    episode: int
    cell: int
    action: int
    to: int
    reward: float
    next_worth: float
    target: float
    before: float
    after: float
    by_chance: bool
    ended: bool


@dataclass(frozen=True)
class Learned:
    """Every step in turn, what each action was worth in the end (cells, 4), and each episode's sum of rewards."""

    steps: tuple[QStep, ...]
    q: Array
    returns: Array

    @property
    def policy(self) -> NDArray[np.int64]:
        return np.asarray(self.q.argmax(axis=-1))


def learn(world: World, learning: Learning) -> Learned:
    """So many episodes from the start, or until MOST_STEPS steps were made."""
    chance = random.Random(learning.seed)
    q = [[0.0] * len(ACTIONS) for _cell in range(world.cells)]
    steps: list[QStep] = []
    for episode in range(learning.episodes):
        steps += _live(world, learning, q, chance, episode, MOST_STEPS - len(steps))
        if len(steps) >= MOST_STEPS:
            break
    returns = np.zeros(steps[-1].episode + 1)
    for step in steps:
        returns[step.episode] += step.reward
    return Learned(tuple(steps), np.array(q), returns)


def _live(
    world: World, learning: Learning, q: list[list[float]], chance: random.Random, episode: int, most: int
) -> list[QStep]:
    """One episode; `q` learns from it."""
    cell, steps, taken = world.start, [], None
    for count in range(min(LONGEST, most)):
        action, by_chance = taken or choose(q[cell], learning.exploration, chance)
        to = int(world.moves[cell, _astray(world, action, chance)])
        taken = choose(q[to], learning.exploration, chance) if learning.rule == "sarsa" else None
        next_worth = 0.0 if world.ends[to] else q[to][taken[0]] if taken else max(q[to])
        step = update(learning, float(world.reward[to]), next_worth, q[cell][action])
        ended = bool(world.ends[to]) or count == LONGEST - 1
        steps.append(QStep(episode, cell, action, to, *step, by_chance, ended))
        q[cell][action] = steps[-1].after
        cell = to
        if ended:
            break
    return steps


def choose(worth: list[float], exploration: float, chance: random.Random) -> tuple[int, bool]:
    """An action, and whether chance decided against what is held best."""
    if chance.random() < exploration:
        return chance.randrange(len(ACTIONS)), True
    best = max(worth)
    return chance.choice([action for action in range(len(ACTIONS)) if worth[action] == best]), False


def update(
    learning: Learning, reward: float, next_worth: float, before: float
) -> tuple[float, float, float, float, float]:
    """Reward, what the next step is worth, target, and the value of the action before and after."""
    target = reward + learning.discount * next_worth
    return reward, next_worth, target, before, before + learning.rate * (target - before)


def _astray(world: World, action: int, chance: random.Random) -> int:
    """The direction in which the step goes."""
    at = chance.random()
    for turn, share in world.outcomes(action):
        at -= share
        if at < 0:
            return turn
    return action
