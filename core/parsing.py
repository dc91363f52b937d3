"""Python's own parser, in several threads at once.

CPython 3.11 counts how deep a parse is for all threads together and raises SystemError ("AST constructor recursion
depth mismatch") where two of them overlap: https://github.com/python/cpython/issues/106905. NumPy parses the headers of
its files so, and a server has a thread a session. Nothing is wrong with the text then, and it is read again.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
ATTEMPTS = 20


def retry_parsing(read: Callable[P, T]) -> Callable[P, T]:
    """`read`, called again where Python's parser failed for another thread's sake."""

    @wraps(read)
    def retrying(*args: P.args, **kwargs: P.kwargs) -> T:
        for _attempt in range(ATTEMPTS - 1):
            with suppress(SystemError):
                return read(*args, **kwargs)
        return read(*args, **kwargs)

    return retrying
