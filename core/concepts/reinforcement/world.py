"""A grid world: an agent goes from cell to cell, and some cells give a reward and end the episode.

    world = read_world("S..+/.#.-/....")
    world.moves[3, RIGHT]            # where this action leads from cell 3: the cell it arrives at
    world.reward[world.moves[3, RIGHT]]

Cells count row by row from the top. A step into a wall or out of the grid leads nowhere. Entering a cell gives what
stands in it, and each step costs a little, so that short ways are better. With `slip` a step goes astray to one of both
sides as often as that says.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.concepts.activations import Array

ACTIONS = ("up", "right", "down", "left")
DELTAS = ((-1, 0), (0, 1), (1, 0), (0, -1))
START, FREE, WALL, GOAL, PIT, COIN = "S.#+-o"
REWARDS = {GOAL: 1.0, PIT: -1.0, COIN: 0.2}
"""What ends an episode, and what it gives."""
KINDS = (FREE, WALL, GOAL, PIT, COIN, START)
ROW_END = "/"
MOST_ROWS, MOST_COLUMNS = 8, 12


class WorldError(ValueError):
    """A text that is no world: `reason` says which rule it breaks."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class World:
    """Rows of signs; see the module. `step_cost` is what every step costs."""

    rows: tuple[str, ...]
    slip: float = 0.0
    step_cost: float = 0.02

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])

    @cached_property
    def signs(self) -> str:
        return "".join(self.rows)

    @property
    def cells(self) -> int:
        return len(self.signs)

    @property
    def start(self) -> int:
        return self.signs.index(START)

    @cached_property
    def ends(self) -> NDArray[np.bool_]:
        """Which cells end an episode (cells,)."""
        return np.array([sign in REWARDS for sign in self.signs])

    @cached_property
    def open(self) -> NDArray[np.bool_]:
        """Which cells an agent can act in (cells,): neither walls nor ends."""
        return np.array([sign in (FREE, START) for sign in self.signs])

    @cached_property
    def reward(self) -> Array:
        """What entering a cell gives, the cost of the step included (cells,)."""
        return np.array([REWARDS.get(sign, 0.0) - self.step_cost for sign in self.signs])

    @cached_property
    def moves(self) -> NDArray[np.int64]:
        """Where each action leads from each cell when it does not go astray, (cells, 4)."""
        return np.array([[self._to(cell, delta) for delta in DELTAS] for cell in range(self.cells)])

    @cached_property
    def chances(self) -> Array:
        """With which probability an action leads from a cell to another, (cells, 4, cells)."""
        found = np.zeros((self.cells, len(ACTIONS), self.cells))
        for action in range(len(ACTIONS)):
            for turn, share in self.outcomes(action):
                found[np.arange(self.cells), action, self.moves[:, turn]] += share
        return found

    def outcomes(self, action: int) -> tuple[tuple[int, float], ...]:
        """In which directions a step goes, and how often."""
        sides = ((action + 1) % len(ACTIONS), (action - 1) % len(ACTIONS))
        return ((action, 1.0 - self.slip), *((side, self.slip / 2) for side in sides))

    def _to(self, cell: int, delta: tuple[int, int]) -> int:
        rows, columns = self.shape
        row, column = cell // columns + delta[0], cell % columns + delta[1]
        if not (0 <= row < rows and 0 <= column < columns) or self.rows[row][column] == WALL:
            return cell
        return row * columns + column


def read_world(text: str, *, slip: float = 0.0, step_cost: float = 0.02) -> World:
    """The world of a text, its rows parted by slashes; raises `WorldError`."""
    rows = tuple(text.split(ROW_END))
    if not (1 <= len(rows) <= MOST_ROWS and 2 <= len(rows[0]) <= MOST_COLUMNS):
        raise WorldError("size")
    if any(len(row) != len(rows[0]) for row in rows):
        raise WorldError("uneven")
    if set(text) - {*KINDS, ROW_END}:
        raise WorldError("sign")
    if text.count(START) != 1:
        raise WorldError("start")
    if not set(text) & set(REWARDS):
        raise WorldError("end")
    return World(rows, slip, step_cost)


def write_world(rows: tuple[str, ...]) -> str:
    return ROW_END.join(rows)
