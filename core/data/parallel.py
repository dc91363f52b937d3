"""Work on many files at once in threads, in order, with progress and a way to stop."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[int, int], None]
ShouldStop = Callable[[], bool]

WORKERS = max(2, min(8, os.cpu_count() or 2))  # a picture may take 400 MB while it is decoded, so not too many at once
AHEAD = 8 * WORKERS


class Interrupted(Exception):  # noqa: N818 - a wish that was granted, no error
    """The work stopped because `should_stop()` said so."""


def in_order(
    function: Callable[[T], R],
    items: Sequence[T],
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Iterator[R]:
    """`function` of every item, computed in threads a little ahead of the reader, in the order of the items.

    `progress(done, total)` and `should_stop()` are called in the reader's thread.

    Raises:
        Interrupted: `should_stop()` returned true. At most `AHEAD` further items have been worked on.

    """
    coming = iter(items)
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            for done in range(1, len(items) + 1):
                check(should_stop)
                waiting.extend(pool.submit(function, item) for item in islice(coming, AHEAD - len(waiting)))
                yield waiting.popleft().result()
                tell(progress, done, len(items))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def check(should_stop: ShouldStop | None) -> None:
    """Raise `Interrupted` if someone wants the work to stop."""
    if should_stop is not None and should_stop():
        raise Interrupted


def tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


def stage(progress: Progress | None, number: int, of: int) -> Progress | None:
    """The progress of one of several stages (counted from 0), so that the whole runs once from nothing to all."""
    if progress is None:
        return None
    return lambda done, total: progress(number * total + done, of * total)
