"""The memory of the process that serves the pages: where it comes from, and giving back what is free.

It concerns glibc; other C libraries give back on their own, or cannot be asked to.
"""

import asyncio
import ctypes
import gc
import os
from threading import Event

import psutil

from core.data.pixels.memory.budget import BUDGET

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # as glibc's malloc.h has them
LARGE = 2**20  # bytes of a piece that is taken from the system, and given back, by itself
GROWTH = 8 * 2**20  # bytes since the last time that make another attempt worth while
SECONDS = 5.0
DECODING = 160 * 2**20  # bytes of all pictures that are decoded here at a time; a heavier one gets its own process

_asked = Event()


def limit_heaps() -> None:
    """Have glibc keep two heaps in all and large pieces out of them.

    Every session and every picture being decoded has a thread, and each would get a heap of its own. What a picture
    leaves there is of no use to the next thread and not given back: 140 MB after nine predictions. Arrow, of which all
    tables are made, would bring heaps of its own beside these; it is told before it is loaded.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    mallopt = _glibc("mallopt")
    if mallopt:
        mallopt(M_ARENA_MAX, 2)
        mallopt(M_MMAP_THRESHOLD, LARGE)


def limit_decoding() -> None:
    """Leave memory for others while large pictures are decoded."""
    BUDGET.total = DECODING


def ask_return() -> None:
    """Have free memory given back soon, grown or not: a session has ended."""
    _asked.set()


def return_free() -> None:
    """Give the system back the pages that lie free between pieces in use, which freeing alone does not.

    What refers to itself in a circle, as every session does, is collected first: Python waits until there is a quarter
    more of it than of all that has stayed, and by then it has spread over pages that nothing gives back.
    """
    gc.collect()
    trim = _glibc("malloc_trim")
    if trim:
        trim(0)


async def keep_returning() -> None:
    """Give free memory back whenever the process has grown or it was asked for; until cancelled."""
    process = psutil.Process()
    before = 0
    while True:
        if _asked.is_set() or process.memory_info().rss > before + GROWTH:
            _asked.clear()
            await asyncio.to_thread(return_free)
            before = process.memory_info().rss
        await asyncio.sleep(SECONDS)


def _glibc(function: str) -> "ctypes._NamedFuncPointer | None":
    return getattr(ctypes.CDLL(None), function, None) if os.name == "posix" else None
