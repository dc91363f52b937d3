"""Looks at the queue every second where workers are on other machines, whose end nobody here is told of."""

import asyncio
import logging

from core import workspace
from core.jobs import queue

SECONDS = 1.0
_LOG = logging.getLogger("glassbox")


async def keep_looking() -> None:
    """Start the jobs whose turn it is, until cancelled."""
    while True:
        await asyncio.to_thread(_look)
        await asyncio.sleep(SECONDS)


def _look() -> None:
    try:
        with workspace.using(workspace.local()):
            queue.try_start_next()
    except Exception:  # the next look tries again
        _LOG.exception("the queue cannot be looked at")
