"""A kind of work: its spec, its resources, and the function that does it.

    ADD = Kind(name="add_dataset", title=N_("Add a dataset"), spec=AddSpec, work="core.tasks.datasets.add_dataset:work")
    register(ADD)
    job = control.start(ADD, AddSpec(source="..."), what="photos")

The function gets a `JobContext` and is imported only in the worker, so that no page loads its dependencies.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Generic, TypeVar

from pydantic import BaseModel

from core.errors import InputError
from core.i18n import N_, Message
from core.jobs import entry_points

Spec = TypeVar("Spec", bound=BaseModel)
NOT_INSTALLED = N_(
    "This needs {package}, which is not installed here: use the concepts and the models that there are, or run Glassbox"
    " on a machine of your own."
)


@dataclass(frozen=True)
class Needs:
    """The resources of a job; `memory` is in bytes, 0 if unknown."""

    cpus: float = 1.0
    gpus: float = 0.0
    memory: int = 0


@dataclass(frozen=True)
class Kind(Generic[Spec]):
    """One kind of work.

    Args:
        name: in files and on the command line.
        title: on screen; marked with `N_`.
        spec: the pydantic model of its request.
        work: the function that does it, as `package.module:function`; see `core.jobs.worker.context`.
        lane: the lane whose slots it takes; see `core.jobs.lanes`.
        launcher: `local` (a process) or `thread` (for work that takes less time than starting a process).
        needs: the resources that it takes.
        can_pause: whether `work` may pause at any step, or end there and be called again.
        environment: environment variables of its worker process.
        on_call: whether its worker answers a page's questions for as long as they come, instead of doing one piece of
            work; nobody waits for its end, so it is not shown as work.
        warm_up: a function, named as `work` is, that does the slow imports; see `core.jobs.launchers.spare`.
        package: what has to be installed for it and is not everywhere, since it is large.

    """

    name: str
    title: str
    spec: type[Spec]
    work: str
    lane: str = "data"
    launcher: str = "local"
    needs: Needs = field(default_factory=Needs)
    can_pause: bool = False
    on_call: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    warm_up: str | None = None
    package: str | None = None

    def explain_absence(self) -> Message | None:
        """Why this kind of work cannot be done by this installation; None if it can."""
        if self.package is None or find_spec(self.package) is not None:
            return None
        return Message(NOT_INSTALLED, {"package": self.package})


_kinds: dict[str, Kind[BaseModel]] = {}
_named: dict[str, str] = {}  # those that nobody has asked for yet: where they are, as text


def register(*kinds: Kind) -> None:  # type: ignore[type-arg]  # of any spec
    """Register kinds of work by name; a kind of the same name is replaced."""
    _kinds.update({kind.name: kind for kind in kinds})


def register_by_name(kinds: Mapping[str, str]) -> None:
    """Register kinds by their names, each as `package.module:KIND`, which is imported when somebody asks for it."""
    _named.update(kinds)


def find(name: str) -> Kind[BaseModel]:
    """The kind of that name.

    Raises:
        InputError: it is not registered: the job is of another version of this program.

    """
    if name not in _kinds and name in _named:
        register(entry_points.load(_named[name]))
    if name not in _kinds:
        raise InputError(
            N_("This program does not know the kind of work {kind}. Remove the job, or update the program."), kind=name
        )
    return _kinds[name]


def list_kinds() -> list[Kind[BaseModel]]:
    """Every registered kind."""
    return [find(name) for name in {**_named, **_kinds}]
