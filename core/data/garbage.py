"""No garbage collection while many objects are made that stay: it would look through all of them, again and again.

with uncollected():
    records = [Record(...) for line in lines]
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """For work of a moment: other threads collect nothing meanwhile either."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
