"""How long work is told to end: it asks a token between two of its steps.

def decode_all(pictures, cancel: CancelToken = NEVER):
for picture in pictures:
cancel.raise_if_cancelled()
...
"""

from collections.abc import Callable
from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - a request that was granted, no error
    """The work ended because its token asked for it."""


class CancelToken(Protocol):
    """Says whether work may go on; asking may take long, since a paused job is held here."""

    def raise_if_cancelled(self) -> None:
        """Return, or raise `Cancelled` if the work should end now."""


class CancelWhen:
    """A token that asks a condition."""

    def __init__(self, condition: Callable[[], bool]) -> None:
        self._condition = condition

    def raise_if_cancelled(self) -> None:
        if self._condition():
            raise Cancelled


NEVER: CancelToken = CancelWhen(lambda: False)
