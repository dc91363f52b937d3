"""Runs in the queue as the pages see them, without a worker."""

import os

from core.jobs import launchers, queue
from core.jobs.launchers import process
from core.runs import folder
from core.specs.training_spec import TrainingSpec


def as_worker(run, state="running"):
    """Have this very process be the worker of the run."""
    launchers.find("local").announce(run)
    run.change_state(state=state)


def line_up(*runs):
    """Put runs in the line behind another one, which holds the slot as this process does; that one is returned."""
    busy = folder.create(TrainingSpec())
    as_worker(busy)
    with queue.lock() as line:
        line.put(busy)
        (ticket,) = line.waiting.iterdir()
        ticket.rename(line.working / ticket.name.partition("-")[2])
        for run in runs:
            line.put(run)
    return busy


def pid_of(job):
    """The number of the process that works; None before there is one."""
    worker = process.read_process(job)
    return worker.pid if worker and worker.pid != os.getpid() else None
