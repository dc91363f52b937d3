"""Errors that a person can do something about."""

from typing import Any

from core.i18n import Message


class InputError(Exception):
    """What was given cannot be used. The message names the thing and the remedy, in the reader's language.

    Usage:
        raise InputError(N_("There is no dataset called {name}. Choose one of: {known}."), name=name, known=known)
    """

    def __init__(self, text: str, **values: Any) -> None:
        super().__init__(text)
        self.message = Message(text, values)

    def __str__(self) -> str:
        return str(self.message)
