"""Launchers: who starts a job's worker, finds it again, and says whether it lives. One file a launcher.

A launcher may import all of `core.jobs`; nothing else knows what a pid, a host or a thread is. Begin with `local.py`.
A new one is named in `BUILT_IN`, and in the contract of `tests/core/jobs/launchers`.
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
    "thread": "core.jobs.launchers.thread:ThreadLauncher",
}


class Handle(Protocol):
    """A worker that was started, however it can be found again."""

    def is_alive(self) -> bool:
        """Whether the worker is still there, or about to begin."""

    def stop(self) -> None:
        """Have the worker end at its next step, as when the machine goes down; without an answer."""

    def ran_out_of_memory(self) -> bool:
        """Whether the machine has killed for want of memory since the worker began."""


class Launcher(Protocol):
    """Starts workers. Each job keeps what its launcher knows of it in its own folder, for any later process."""

    def prepare(self, kind: Kind) -> None:  # type: ignore[type-arg]  # of any spec
        """Somebody is about to ask for such a job: load what takes long, if that is worth it."""

    def can_start(self) -> bool:
        """Whether this process may start jobs; if not, they wait for one that may."""

    def start(self, job: JobFolder) -> Handle:
        """Have a worker begin with the job, in the current workspace, and outlive whoever asked for it.

        Raises:
            InputError: it cannot be started, and why.

        """

    def find(self, job: JobFolder) -> Handle | None:
        """The worker that was started last, alive or dead; None if there was none, or it has left."""

    def forget(self, job: JobFolder) -> None:
        """The worker has nothing more to do with the job; whether its process still ends is of no interest."""

    def read_log(self, job: JobFolder) -> str:
        """What the workers have printed, the newest `LOG_CHARACTERS` at most."""


_members: dict[str, Launcher] = {}


def find(name: str) -> Launcher:
    """The launcher of that name, made when it is first asked for.

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


def of(job: JobFolder) -> Launcher:
    """The launcher that the job is for; if that cannot be read, the one that finds any process of this machine."""
    try:
        return find(job.facts().launcher)
    except DamagedFileError:
        return find("local")


def register(name: str, launcher: Launcher) -> None:
    """Have this launcher do what is asked of that name from now on."""
    _members[name] = launcher


def worker_of(job: JobFolder) -> Handle | None:
    """The job's worker if it is alive."""
    handle = of(job).find(job)
    return handle if handle and handle.is_alive() else None
