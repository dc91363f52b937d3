"""What the address of the screen “Reinforcement” holds: the world, the way to learn, its settings, and the moment."""

from core.concepts.reinforcement.q_learning import MOST_STEPS
from core.concepts.reinforcement.world import (
    FREE,
    GOAL,
    KINDS,
    MOST_COLUMNS,
    MOST_ROWS,
    PIT,
    ROW_END,
    START,
    WorldError,
    read_world,
    write_world,
)
from core.errors import InputError
from core.i18n import N_
from pages.shared.concept_screen import scaffold
from pages.shared.screen_state import Field, State, choice, integer, number

RULE_NAMES = {"q_learning": "Q-learning", "sarsa": "SARSA"}
VIEWS = {"plan": N_("the world is known"), "learn": N_("learn by trying")}
ROOMS = "......+/.##.#../.#..#-./.#...../S..#.o."
CLIFF = "......./......./......./S-----+"
LURED = "....+/...../o.S.."
EPISODES, FARTHEST = (1, 300), 0.99

WHY_NOT = {
    "size": N_("“{entry}” is no world: it has 1 to {rows} rows of 2 to {columns} cells, parted by /."),
    "uneven": N_("“{entry}” is no world: all rows must have the same number of cells."),
    "sign": N_("“{entry}” is no world: its cells are {kinds}."),
    "start": N_("“{entry}” is no world: it needs exactly one start, {start}."),
    "end": N_("“{entry}” is no world: it needs at least one end, such as {goal} or {pit}."),
}


def read_text(typed: str) -> str:
    """The text of a world; raises `InputError` with the rule that it breaks."""
    try:
        read_world(typed)
    except WorldError as error:
        raise InputError(
            WHY_NOT[error.reason],
            entry=typed[: MOST_ROWS * (MOST_COLUMNS + 1)],
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
            kinds=" ".join(KINDS),
            start=START,
            goal=GOAL,
            pit=PIT,
        ) from None
    return typed


STATE = State(
    "reinforcement",
    {
        "view": choice("plan", VIEWS),
        "world": Field(ROOMS, read_text),
        "discount": number(0.9, 0.0, FARTHEST),
        "slip": number(0.0, 0.0, 0.6),
        "rate": number(0.5, 0.05, 1.0),
        "explore": number(0.2, 0.0, 1.0),
        "episodes": integer(100, *EPISODES),
        "seed": integer(0, 0, scaffold.HIGHEST_SEED),
        "rule": choice("q_learning", RULE_NAMES),
        "cell": integer(0, 0, MOST_ROWS * MOST_COLUMNS - 1),
        "step": integer(0, 0, MOST_STEPS),
    },
)


def paint(cell: int, sign: str) -> None:
    """Put a sign into a cell, unless the world would then be none: the one start moves, the last end stays."""
    rows = [list(row) for row in STATE["world"].split(ROW_END)]
    columns = len(rows[0])
    if not 0 <= cell < len(rows) * columns:
        return  # of a larger world, which a typed one has replaced meanwhile
    if sign == START:
        rows = [[FREE if old == START else old for old in row] for row in rows]
    rows[cell // columns][cell % columns] = sign
    painted = write_world(tuple("".join(row) for row in rows))
    try:
        read_text(painted)
    except InputError:
        return
    STATE.set(world=painted)
