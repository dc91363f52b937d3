"""How long a training waits for its turn: before it is asked for, and while it is in the queue.

What stands before it may be of other owners. Only its number and its time are told.
"""

import heapq
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from core import workspace
from core.data.intake import choices
from core.errors import InputError
from core.jobs import queue
from core.jobs.folder import JobFolder
from core.jobs.lanes import TRAINING, count_slots
from core.jobs.line.tickets import Ticket
from core.runs.expected_time import estimate_seconds
from core.runs.folder import RunFolder
from core.workspace import Workspace

LEAST_SECONDS = 5.0  # that a training which should have ended still takes


@dataclass(frozen=True)
class Wait:
    """How many trainings start before this one, and in how many seconds it starts; None where nothing tells."""

    before: int
    seconds: float | None


def expect_new() -> Wait:
    """Of a training that the current owner would ask for now."""
    ahead, working = queue.foresee(TRAINING)
    return _add_up(ahead, working)


def expect(run: JobFolder) -> Wait:
    """Of a run in the queue."""
    ahead, working = queue.list_before(run)
    return _add_up(ahead, working)


def _add_up(ahead: Sequence[Ticket], working: Sequence[Ticket]) -> Wait:
    """Have every slot take the next training as soon as it is free."""
    slots = count_slots(TRAINING)
    if len(working) + len(ahead) < slots:
        return Wait(0, 0.0)
    left = [_estimate_left(ticket) for ticket in working]
    whole = [_estimate(ticket) for ticket in ahead]
    if None in left or None in whole:
        return Wait(len(ahead), None)
    free = [seconds for seconds in left if seconds is not None]
    free += [0.0] * (slots - len(free))
    heapq.heapify(free)
    for seconds in whole:
        heapq.heappush(free, heapq.heappop(free) + (seconds or 0.0))
    return Wait(len(ahead), free[0])


def _estimate_left(ticket: Ticket) -> float | None:
    whole = _estimate(ticket)
    began = queue.find_start(ticket.job)
    if whole is None or began is None:
        return None
    return max(LEAST_SECONDS, whole - (time.time() - began))


@lru_cache(maxsize=1024)  # whoever waits looks every second
def _estimate(ticket: Ticket) -> float | None:
    with workspace.using(Workspace(ticket.root, workspace.current().site, ticket.owner)), suppress(InputError):
        spec = RunFolder(ticket.folder).read_training_spec()
        return estimate_seconds(spec, choices.find_choice(spec.dataset))
    return None
