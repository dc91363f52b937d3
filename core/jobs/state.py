"""The states of a job, what can be asked of it, and the facts that are written once."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from core.i18n import Message
from core.jobs.kind import Kind
from core.jobs.lanes import choose_launcher
from core.workspace import LOCAL

# "pausing" and "stopping" are never written: a job is so while that was asked for and its worker has not done it yet.
StateName = Literal["queued", "running", "pausing", "paused", "stopping", "stopped", "finished", "failed"]
Request = Literal["run", "pause", "stop"]
ACTIVE: frozenset[StateName] = frozenset({"queued", "running", "pausing", "paused", "stopping"})
RESUMABLE: frozenset[StateName] = frozenset({"pausing", "paused", "stopped", "failed"})


class JobState(BaseModel):
    """`state.json`. Times are seconds since the epoch of Unix; `heartbeat` is when its writer last lived.

    A failed job has a `reason`; `by_input` tells whether what was asked for is the cause, or a fault of ours.
    `recorded` is how many bytes of events all its workers had written by that heartbeat: a smaller file has lost some.
    `restarted` counts the workers that were started because the machine of the one before was gone.
    """

    model_config = ConfigDict(frozen=True)

    state: StateName = "queued"
    created: float
    heartbeat: float
    ended: float | None = None
    reason: Message | None = None
    by_input: bool = True
    recorded: int = 0
    restarted: int = 0


class Facts(BaseModel):
    """`job.json`: what never changes about a job. All that starting it takes is here, whoever starts it."""

    model_config = ConfigDict(frozen=True)

    kind: str
    owner: str = LOCAL
    lane: str
    launcher: str
    cpus: float = 1.0
    gpus: float = 0.0
    memory: int = 0
    can_pause: bool = False
    environment: dict[str, str] = {}
    warm_up: str | None = None

    @classmethod
    def of(cls, kind: Kind, owner: str) -> Self:  # type: ignore[type-arg]  # of any spec
        """What is written of a job of that kind."""
        return cls(
            kind=kind.name,
            owner=owner,
            lane=kind.lane,
            launcher=choose_launcher(kind.launcher, kind.lane),
            cpus=kind.needs.cpus,
            gpus=kind.needs.gpus,
            memory=kind.needs.memory,
            can_pause=kind.can_pause,
            environment=dict(kind.environment),
            warm_up=kind.warm_up,
        )
