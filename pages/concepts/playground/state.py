"""What the address of the screen “Playground” holds: the points, the network, its training, and how far it has come."""

from collections.abc import Mapping
from typing import Any

from core.concepts.activations import ACTIVATIONS
from core.concepts.descent.optimizers import RULES
from core.concepts.playground.course import LOSSES
from core.concepts.playground.features import FEATURES
from core.concepts.playground.own_points import MOST_POINTS, OwnPointsError, decode
from core.concepts.playground.penalties import PENALTIES
from core.concepts.playground.scenes import MOST_CLASSES, SCENES
from core.errors import InputError
from core.i18n import N_
from pages.shared.concept_screen import scaffold
from pages.shared.screen_state import Field, State, choice, choices, flag, format_number, integer, number

OWN = "own"
BENDS = tuple(name for name in ACTIVATIONS if name != "gelu")
"""Not GELU: neither NumPy nor JavaScript has an error function, and a training needs a million of its values."""
STARTS = ("glorot_uniform", "he_normal", "random_normal", "zeros")
MOST_LAYERS, MOST_UNITS = 6, 8
NO_LAYERS = "none"
RATES = (1e-5, 100.0)
MOST_UPDATES = 1_000_000
MOST_CHANGES = 200  # of the learning rate, in a link
PARTS = ("examples", "brush", "rate", "steps", "layers", "panel", "surface", "table")
SETTINGS = (
    "points", "classes", "count", "noise", "test", "seed",
    "f", "start", "loss", "optimizer", "batch", "penalty", "stop", "speed",
)  # fmt: skip
LEAVABLE = (*PARTS, *SETTINGS)
"""What a link for a lesson may leave out of the screen."""


def layers_field(default: tuple[int, ...]) -> Field:
    """The units of each hidden layer, such as 4,2; no hidden layer is written out."""
    units = integer(1, 1, MOST_UNITS)

    def read(text: str) -> tuple[int, ...]:
        parts = [] if text == NO_LAYERS else text.split(",")
        if len(parts) > MOST_LAYERS:
            raise InputError(N_("“{entry}” has more than {most} hidden layers."), entry=text, most=MOST_LAYERS)
        return tuple(units.read(part) for part in parts)

    return Field(default, read, write=lambda layers: ",".join(map(str, layers)) or NO_LAYERS)


def own_field() -> Field:
    """Points as `core.concepts.playground.own_points` writes them."""

    def read(text: str) -> str:
        try:
            decode(text, regression=False)
        except OwnPointsError as error:
            raise InputError(SENTENCES[error.code], most=MOST_POINTS) from error
        return text

    return Field("", read)


def rates_field() -> Field:
    """Changes of the learning rate on the way, such as 120:0.3,500:0.1: from which update on, and to what."""
    update, rate = integer(0, 0, MOST_UPDATES), number(0.1, *RATES)

    def read(text: str) -> tuple[tuple[int, float], ...]:
        parts = [part.partition(":") for part in text.split(",")] if text else []
        changes = tuple((update.read(start), rate.read(value)) for start, _colon, value in parts)
        if len(changes) > MOST_CHANGES or list(changes) != sorted(changes, key=lambda change: change[0]):
            raise InputError(N_("“{entry}” is no list of changes of the learning rate."), entry=text)
        return changes

    return Field(
        (), read, write=lambda changes: ",".join(f"{start}:{format_number(value)}" for start, value in changes)
    )


def hidden_field() -> Field:
    """What is left out of the screen; nothing at first."""
    one = choice("", LEAVABLE)
    return Field([], lambda text: [one.read(part) for part in text.split(",") if part], write=",".join)


SENTENCES: Mapping[str, str] = {
    "unreadable": N_("The link holds no points that can be read."),
    "many": N_("The link holds more than {most} points."),
}
STATE = State(
    "playground",
    {
        "points": choice("rings", [*SCENES, OWN]),
        "task": choice("classes", ("classes", "values")),
        "classes": integer(2, 2, MOST_CLASSES),
        "count": integer(200, 20, MOST_POINTS),
        "noise": number(0.1, 0.0, 1.0),
        "test": integer(30, 0, 80),
        "own": own_field(),
        "features": choices(["x1", "x2"], FEATURES),
        "layers": layers_field((4, 4)),
        "f": choice("tanh", BENDS),
        "loss": choice("crossentropy", LOSSES),
        "optimizer": choice("gradient_descent", RULES),
        "rate": number(0.05, *RATES),
        "batch": integer(10, 1, MOST_POINTS),
        "penalty": choice("none", PENALTIES),
        "strength": number(0.001, 0.0, 1.0),
        "start": choice("glorot_uniform", STARTS),
        "seed": integer(0, 0, scaffold.HIGHEST_SEED),
        "stop": number(0.0, 0.0, 10.0),
    },
)
CLOCK = State(
    "playground.clock",
    {
        "step": integer(0, 0, MOST_UPDATES),
        "rates": rates_field(),
        "tests": flag(True),
        "hard": flag(False),
        "plane": choice("path", ("path", "random")),
        "hide": hidden_field(),
    },
)


def read_texts(state: State, texts: Mapping[str, Any]) -> dict[str, Any]:
    """What the browser has sent, checked as the address is; what is no value of the state is left out."""
    values = {}
    for name, text in texts.items():
        if name in state.fields and isinstance(text, str):
            try:
                values[name] = state.fields[name].read(text)
            except InputError:
                continue
    return values


def write_texts(state: State) -> dict[str, str]:
    """The whole state as texts by name."""
    return {name: state.fields[name].write(value) for name, value in state.values().items()}
