"""Workers that start in a second: forked from a process that has loaded Keras once, and else the real thing."""

import multiprocessing
import os
import resource

import psutil
import pytest

from core.jobs import launchers
from core.jobs.launchers.local import LocalLauncher
from core.jobs.state import ACTIVE
from core.jobs.worker.command import serve
from core.runs.folder import RunFolder
from core.runs.kind import ENVIRONMENT
from core.runs.life import read_current_state

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(
    ["tensorflow", "core.tasks", "core.training.network_run", "core.training.work", "core.evaluation.evaluate"]
)


class Workers(LocalLauncher):
    """The local launcher, but for where it takes its processes from. All workers of a test, the newest last.

    `save_every` are the seconds between two checkpoints in an epoch, `room` the bytes of memory a worker may still
    take when it has loaded Keras.
    """

    def __init__(self):
        super().__init__()
        self.started = []
        self.save_every = 60.0
        self.room = None

    def open_process(self, job, environment):
        worker = _forks.Process(target=_work, args=(job.path, dict(os.environ), self.save_every, self.room))
        worker.start()
        self.started.append(worker)
        return worker.pid

    def kill(self):
        """`kill -9` of the newest one."""
        self.started[-1].kill()
        self.started[-1].join()

    def end(self):
        for worker in self.started:
            worker.kill()
            worker.join()


@pytest.fixture(scope="session")
def loaded():
    """The process to fork from, when it has loaded Keras: a run does not wait so long for its worker."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        first = _forks.Process(target=os.getpid)
        first.start()
        first.join()


@pytest.fixture
def workers(loaded):
    """Has local jobs done by forked workers; whoever still works at the end of the test is killed."""
    before, workers = launchers.find("local"), Workers()
    launchers.register("local", workers)
    yield workers
    launchers.register("local", before)
    workers.end()


class _StartsNothing(LocalLauncher):
    """In a forked worker, which must not be forked again: the next job is started by the test, when it looks."""

    def can_start(self):
        return False


def _work(path, environment, save_every, room):
    """What `python -m core worker FOLDER` does in a session of its own."""
    from core.training.saving import keeper

    launchers.register("local", _StartsNothing())
    os.environ.clear()
    os.environ.update(environment)
    os.setsid()
    keeper.AT_LEAST_EVERY = save_every
    run = RunFolder(path)
    log = os.open(run.log, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(log, stream)
    if room is not None:
        most = psutil.Process().memory_info().vms + room
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    serve(run)


def is_over(run):
    return read_current_state(run).state not in ACTIVE
