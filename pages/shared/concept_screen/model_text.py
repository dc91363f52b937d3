"""What may be typed for the model of characters, which knows some signs and so many places."""

from collections.abc import Callable

from core.concepts.attention.characters import LONGEST, UnknownSignError, load
from core.errors import InputError
from core.i18n import N_
from pages.shared.screen_state import Field


def text(default: str, check: Callable[[str], None]) -> Field:
    """A text on one line; `check` raises `InputError` for what cannot be used."""

    def read(typed: str) -> str:
        check(typed)
        return typed

    return Field(default, read, always=True)


def check_signs(typed: str) -> None:
    if len(typed) >= LONGEST:
        raise InputError(
            N_("The text has {count} characters, and the model reads {most} at most. Shorten it."),
            count=len(typed),
            most=LONGEST - 1,
        )
    try:
        load().encode(typed)
    except UnknownSignError as error:
        raise InputError(
            N_("The model does not know “{signs}”: it has learned {count} characters. Use others."),
            signs=error.signs,
            count=len(load().signs),
        ) from None
