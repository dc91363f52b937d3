"""What a screen shows now, as far as a task asks about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.concepts.convolution.window_trace import WindowTrace
from core.concepts.descent.race import Run
from core.concepts.loss_trace import LossTrace
from core.concepts.network import Trace
from core.concepts.progress import Progress
from core.concepts.slopes import SlopeTrace
from core.runs.result import Metrics


@dataclass(frozen=True)
class Answered:
    """What a model said of one picture; `own` says that it was trained here, `true` is the label where it has one."""

    label: str
    probability: float
    own: bool
    true: str | None = None


@dataclass(frozen=True)
class Facts:
    """One part a screen: a step of a network and the updates that led to it, activations at a point, a loss, a race, a
    window on a picture, the photos a class of the recorded ways, metrics of runs that have ended, answers.
    """

    step: Trace | None = None
    progress: Progress | None = None
    slopes: Sequence[SlopeTrace] = ()
    at: int = 0
    loss: LossTrace | None = None
    race: Sequence[Run] = ()
    window: WindowTrace | None = None
    photos: int | None = None
    tested: Sequence[Metrics] = ()
    answers: Sequence[Answered] = ()
