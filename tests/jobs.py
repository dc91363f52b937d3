"""Jobs as pages see them, without a worker: at work as far as a test says, or ended as it says."""

import time

from core import workspace
from core.jobs import launchers, queue
from core.jobs.events import EventWriter
from core.jobs.folder import JobFolder
from core.jobs.launchers import process


def at_work(kind, spec, *, phase="adding", done=0, total=0):
    """A new job with a slot, of which this very process is the worker."""
    job = JobFolder.create(workspace.current().jobs, kind, spec, kind.name)
    take_slot(job)
    go_on(job, phase=phase, done=done, total=total)
    return job


def take_slot(job):
    """Have this process be the worker of a job or run."""
    launchers.find("local").announce(job)
    with queue.lock() as line:
        before = set(line.waiting.iterdir())
        line.put(job)
        (ticket,) = set(line.waiting.iterdir()) - before
        ticket.rename(line.working / ticket.name.partition("-")[2])
    job.change_state(state="running")


def go_on(job, *, phase, done, total):
    """The worker tells that it is so far."""
    with EventWriter(job.events) as events:
        events.write("phase", phase=phase)
        if total:
            events.write("progress", done=done, total=total)


def end(job, state="finished", reason=None):
    """The worker says its last word."""
    with queue.lock() as line:
        line.take_out(job)
        process.forget_process(job)
        job.change_state(state=state, reason=reason, ended=time.time())
