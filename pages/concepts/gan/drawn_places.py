"""Places that a reader has drawn, in the address and from the browser: what is no place gets a sentence."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from core.concepts.gan.targets import REACH
from core.errors import InputError
from core.i18n import N_
from pages.shared.screen_state import Field, format_number

Places = tuple[tuple[float, float], ...]
MOST = 120
DIGITS = 2
"""After the point, of a place that was drawn."""


def _wind(count: int = 30) -> Places:
    """A spiral, which is there before anything is drawn."""
    turn = np.linspace(0.0, 1.0, count)
    x, y = ((0.2 + 0.7 * turn) * wave(5.0 * turn) for wave in (np.cos, np.sin))
    return tuple((float(a), float(b)) for a, b in np.column_stack([x, y]).round(DIGITS))


def places_field() -> Field:
    """One place or more, such as 0.5,-0.2;0.1,0.8; `read` raises `InputError`."""
    return Field(_wind(), read_places, write=write_places)


def read_places(text: str) -> Places:
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if not 1 <= len(parts) <= MOST:
        raise InputError(N_("These are {count} places. Give from 1 to {most}."), count=len(parts), most=MOST)
    return tuple(_read_place(part) for part in parts)


def _read_place(text: str) -> tuple[float, float]:
    try:
        x, y = (float(part) for part in text.split(","))
    except ValueError:
        x = y = math.nan
    if not (abs(x) <= REACH and abs(y) <= REACH):
        raise InputError(
            N_("“{entry}” is no place. Give two numbers from {low} to {high}, such as 0.5,-0.2."),
            entry=text, low=f"{-REACH:g}", high=f"{REACH:g}",
        )  # fmt: skip
    return x, y


def write_places(places: Places) -> str:
    return ";".join(f"{format_number(x)},{format_number(y)}" for x, y in places)


def clip_places(told: Iterable[Sequence[float]]) -> Places:
    """What the browser tells of a drawing, as far as it lies in the plane."""
    return tuple((_clip(x), _clip(y)) for x, y in list(told)[:MOST])


def _clip(value: float) -> float:
    return min(max(float(value), -REACH), REACH)
