"""A kind of work: what it asks for, what it needs of a machine, and where the function that does it is found.

    ADD = Kind(name="add_dataset", title=N_("Add a dataset"), spec=AddSpec, work="core.data.intake.work:add")
    register(ADD)
    job = control.start(ADD, AddSpec(source="..."), what="photos")

The function gets a `JobContext` and is imported in the worker alone, so that no page loads what it needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import BaseModel

from core.errors import InputError
from core.i18n import N_

Spec = TypeVar("Spec", bound=BaseModel)


@dataclass(frozen=True)
class Needs:
    """What a job takes of a machine; `memory` is in bytes, 0 where it is not known."""

    cpus: float = 1.0
    gpus: float = 0.0
    memory: int = 0


@dataclass(frozen=True)
class Kind(Generic[Spec]):
    """One kind of work.

    Args:
        name: as it stands in files and on the command line.
        title: for people; marked with `N_`.
        spec: the model of what is asked for.
        work: the function that does it, as `package.module:function`; see `core.jobs.worker.context`.
        lane: whose slots it takes; see `core.jobs.lanes`.
        launcher: who starts it: `local` (a process) or `thread` (for work that is shorter than starting a process).
        needs: what it takes of a machine.
        can_pause: whether `work` may rest at any step, or end there and be called again.
        environment: variables of a worker process that is started for it.
        warm_up: a function, named as `work` is, that loads what takes long; see `core.jobs.launchers.spare`.

    """

    name: str
    title: str
    spec: type[Spec]
    work: str
    lane: str = "data"
    launcher: str = "local"
    needs: Needs = field(default_factory=Needs)
    can_pause: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    warm_up: str | None = None


_kinds: dict[str, Kind[BaseModel]] = {}


def register(*kinds: Kind) -> None:  # type: ignore[type-arg]  # of any spec
    """Have jobs of these kinds found by their names; a kind of the same name is replaced."""
    _kinds.update({kind.name: kind for kind in kinds})


def find(name: str) -> Kind[BaseModel]:
    """The kind of that name.

    Raises:
        InputError: nobody has registered it: the job is of another version of this program.

    """
    if name not in _kinds:
        raise InputError(
            N_("This program does not know the kind of work {kind}. Remove the job, or update the program."), kind=name
        )
    return _kinds[name]


def all_kinds() -> list[Kind[BaseModel]]:
    """Every kind that was registered."""
    return list(_kinds.values())
