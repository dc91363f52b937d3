"""Work on many files at once in threads, in order, with progress and a way to cancel it."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

from core.cancel import NEVER, CancelToken
from core.workspace import carry

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[int, int], None]  # of (done, total)

WORKERS = max(2, min(8, os.cpu_count() or 2))
AHEAD = 8 * WORKERS


def in_order(
    function: Callable[[T], R],
    items: Sequence[T],
    progress: Progress | None = None,
    cancel: CancelToken = NEVER,
) -> Iterator[R]:
    """`function` of every item, computed in threads a little ahead of the reader, in the order of the items.

    `progress(done, total)` and `cancel` are called in the reader's thread.

    Raises:
        Cancelled: `cancel` asked for it. At most `AHEAD` further items have been worked on.

    """
    if len(items) == 1:
        cancel.raise_if_cancelled()
        yield function(items[0])
        tell(progress, 1, 1)
        return
    coming = iter(items)
    waiting: deque[Future[R]] = deque()
    carried = carry(function)
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            for done in range(1, len(items) + 1):
                cancel.raise_if_cancelled()
                waiting.extend(pool.submit(carried, item) for item in islice(coming, AHEAD - len(waiting)))
                yield waiting.popleft().result()
                tell(progress, done, len(items))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


def stage(progress: Progress | None, number: int, of: int) -> Progress | None:
    """The progress of one of several stages (counted from 0), so that the whole runs once from nothing to all.

    Each of them goes over the same things, which are counted once: of 600 pictures that are drawn and then read, 300
    are done when all are drawn.
    """
    if progress is None:
        return None
    return lambda done, total: progress((number * total + done) // of, total)
