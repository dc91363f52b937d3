"""Launchers start a job's worker, find it again, and say whether it is alive. One file a launcher.

A launcher may import all of `core.jobs`; only launchers deal with pids, hosts or threads. Begin with `local.py`.
Register a new one in `BUILT_IN`, and in the contract test in `tests/core/jobs/launchers`.
"""

from typing import Protocol

from core.errors import InputError
from core.files import DamagedFileError
from core.i18n import N_
from core.jobs import entry_points
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind

BUILT_IN = {
    "local": "core.jobs.launchers.local:LocalLauncher",
    "ray": "core.jobs.launchers.ray:RayLauncher",
    "thread": "core.jobs.launchers.thread:ThreadLauncher",
}


class Superseded(Exception):  # noqa: N818 - no error of anybody's
    """In a worker: another one has the job, so this one exits and writes nothing more."""


class NotNow(Exception):  # noqa: N818 - no error either
    """The job cannot be started at the moment: it keeps its place in the queue."""


class Handle(Protocol):
    """A worker that was started, alive or dead."""

    def is_alive(self) -> bool:
        """Whether the worker is running, or about to start."""

    def stop(self) -> None:
        """Ask the worker to exit at its next step, as at a shutdown of the machine; returns at once."""

    def ran_out_of_memory(self) -> bool:
        """Whether the system has killed a process for lack of memory since the worker started."""


class Launcher(Protocol):
    """Starts workers. What a launcher knows of a worker is kept in the job's folder, for any process to read.

    `remote` says whether its workers are on machines that come and go: a job whose worker was lost waits for another
    one, and no worker locks anything, see `core.jobs.worker.place`.
    """

    remote: bool

    def prepare(self, kind: Kind) -> None:  # type: ignore[type-arg]  # of any spec
        """Such a job may be started soon: load what takes long, if that is worth it."""

    def can_start(self) -> bool:
        """Whether this process may start jobs; if not, they wait for one that may."""

    def start(self, job: JobFolder) -> Handle:
        """Start a worker for the job in the current workspace; it outlives the caller.

        Raises:
            InputError: it cannot be started; the message says why.
            NotNow: it can be tried again soon.

        """

    def find(self, job: JobFolder) -> Handle | None:
        """The worker that was started last, alive or dead; None if there was none, or it is done with the job."""

    def announce(self, job: JobFolder) -> None:
        """In the worker's process, wherever that is: record it as the job's worker, if that is not recorded yet.

        Raises:
            Superseded: another one is recorded, by a launcher whose workers hold no lock.

        """

    def forget(self, job: JobFolder) -> None:
        """Drop the job's worker: it is done with the job, even if its process has not exited yet."""

    def read_log(self, job: JobFolder) -> str:
        """The output of the job's workers, the newest `LOG_CHARACTERS` at most."""


_members: dict[str, Launcher] = {}


def find(name: str) -> Launcher:
    """The launcher of that name, created on first use.

    Raises:
        InputError: there is none.

    """
    if name not in _members:
        if name not in BUILT_IN:
            raise InputError(
                N_("There is no launcher called {name}. Choose one of: {known}."), name=name, known=", ".join(BUILT_IN)
            )
        _members[name] = entry_points.load(BUILT_IN[name])()
    return _members[name]


def find_for(job: JobFolder) -> Launcher:
    """The launcher of the job's kind; if that cannot be read, `local`, which finds any process of this machine."""
    try:
        return find(job.read_facts().launcher)
    except DamagedFileError:
        return find("local")


def register(name: str, launcher: Launcher) -> None:
    """Use this launcher for that name from now on."""
    _members[name] = launcher


def find_worker(job: JobFolder) -> Handle | None:
    """The job's worker if it is alive."""
    handle = find_for(job).find(job)
    return handle if handle and handle.is_alive() else None
