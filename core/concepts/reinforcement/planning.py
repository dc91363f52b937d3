"""Value iteration (Bellman, 1957): with the world known, values spread from the rewards, sweep by sweep.

    plan = iterate(world, discount=0.9)
    plan.values[3]                 # (cells,): after three sweeps
    plan.policy                    # (cells,): the best action in each cell at the end

A sweep gives every cell the best that an action promises: its reward and the discounted value of where it leads. Each
sweep brings all values nearer to the true ones by at least the discount.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.concepts.activations import Array
from core.concepts.reinforcement.world import World

SWEEPS = 120
SETTLED = 1e-6
"""Once no value changes by more than this in a sweep, it ends."""


@dataclass(frozen=True)
class Plan:
    """Values (sweeps + 1, cells) and what each action promised after each sweep (sweeps + 1, cells, 4).

    Walls and ends have the value 0: nothing comes after them. `change` is the largest of each sweep (sweeps,).
    """

    values: Array
    promises: Array
    change: Array

    @property
    def policy(self) -> NDArray[np.int64]:
        return np.asarray(self.promises[-1].argmax(axis=-1))


def iterate(world: World, *, discount: float, sweeps: int = SWEEPS) -> Plan:
    values = [np.zeros(world.cells)]
    promises = [promise(world, values[0], discount)]
    for _sweep in range(sweeps):
        values.append(np.where(world.open, promises[-1].max(axis=-1), 0.0))
        promises.append(promise(world, values[-1], discount))
        if np.abs(values[-1] - values[-2]).max() < SETTLED:
            break
    found = np.array(values)
    return Plan(found, np.array(promises), np.abs(np.diff(found, axis=0)).max(axis=-1))


def promise(world: World, values: Array, discount: float) -> Array:
    """What each action promises in each cell, (cells, 4): the mean of reward and discounted value of where it leads."""
    return np.asarray(world.chances @ (world.reward + discount * values))


def evaluate(world: World, policy: NDArray[np.int64], discount: float) -> Array:
    """The value of each cell under a policy, exactly: the solution of its linear equations."""
    chances = world.chances[np.arange(world.cells), policy] * world.open[:, None]
    return np.asarray(np.linalg.solve(np.eye(world.cells) - discount * chances, chances @ world.reward))
