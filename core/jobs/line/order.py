"""In which order waiting jobs start: owners take turns, and of one owner whoever came first is first.

A job is given a number when it joins the queue, and the lowest number starts first. An owner's next job has the number
after their last one, but none lower than that of the job that started last: so whoever has waited for nothing yet
comes next, however many jobs others have put in before, and nobody saves up turns by staying away. (It is start-time
fair queueing with jobs of equal weight.) The number stands in the ticket, so a crash of any process forgets no turn.
"""

from collections.abc import Sequence

from core.jobs.line.tickets import Ticket


def choose_turn(owner: str, lane: str, waiting: Sequence[Ticket], working: Sequence[Ticket]) -> int:
    """The number of a job that joins the queue now."""
    at_work = [ticket.turn for ticket in working if ticket.lane == lane]
    waiting_there = [ticket.turn for ticket in waiting if ticket.lane == lane]
    now = max(at_work, default=min(waiting_there, default=0))
    mine = [ticket.turn for ticket in (*waiting, *working) if (ticket.owner, ticket.lane) == (owner, lane)]
    return max([now, *(turn + 1 for turn in mine)])


def sort_fairly(waiting: Sequence[Ticket], _working: Sequence[Ticket]) -> list[Ticket]:
    """All waiting tickets in the order in which they start; of equal turns whoever came first."""
    return sorted(waiting, key=lambda ticket: (ticket.turn, ticket.arrived, ticket.folder.name))
