"""The states of a run, and what is written about it when it ends."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from core.i18n import Message

# "pausing" and "stopping" are never written: a run is so while it was told to, and its worker has not done it yet.
StateName = Literal["queued", "running", "pausing", "paused", "stopping", "stopped", "finished", "failed"]
Wish = Literal["run", "pause", "stop"]
ACTIVE: frozenset[StateName] = frozenset({"queued", "running", "pausing", "paused", "stopping"})
RESUMABLE: frozenset[StateName] = frozenset({"pausing", "paused", "stopped", "failed"})


class RunState(BaseModel):
    """`state.json`. Times are seconds since the epoch of Unix; `process_started` tells a reused pid from the worker.

    A failed run has a `reason`; `by_input` tells whether what was given is the cause, or a fault of ours. A paused run
    whose worker has ended has no `pid`. `memory_kills` is what `core.runs.memory.kills` said when the worker started.
    """

    model_config = ConfigDict(frozen=True)

    state: StateName = "queued"
    created: float
    heartbeat: float
    ended: float | None = None
    host: str = ""
    pid: int | None = None
    process_started: float | None = None
    memory_kills: int | None = None
    reason: Message | None = None
    by_input: bool = True


class Launched(BaseModel):
    """`launched.json`: the process that was started for a run, written by who started it; `at` is when."""

    model_config = ConfigDict(frozen=True)

    pid: int
    process_started: float
    host: str
    at: float


class Seconds(BaseModel):
    """How long a run took, and its parts."""

    model_config = ConfigDict(frozen=True)

    total: float
    decode: float
    train: float
    evaluate: float


class Metrics(BaseModel):
    """Of the test split, with the best weights; precision, recall and F1 are of the positive class, or macro means."""

    model_config = ConfigDict(frozen=True)

    accuracy: float
    precision: float
    recall: float
    f1: float
    loss: float


class Result(BaseModel):
    """`result.json`: what came of a run that ended with a model.

    `stopped_early` tells that it ended since its epochs no longer got better.
    """

    model_config = ConfigDict(frozen=True)

    metrics: Metrics | None
    best_epoch: int | None
    best_val_accuracy: float | None
    epochs: int
    stopped_early: bool = False
    parameters: int
    seconds: Seconds
    images_per_second: float
    precision_policy: str
    device: str
