"""What a screen shows now, as far as a task asks about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.concepts.attention.heads import AttentionTrace
from core.concepts.convolution.window_trace import WindowTrace
from core.concepts.descent.race import Run
from core.concepts.gan.game import Game, Round
from core.concepts.loss_trace import LossTrace
from core.concepts.network import Trace
from core.concepts.progress import Progress
from core.concepts.recurrent.text_training import TextHistory
from core.concepts.reinforcement.planning import Plan
from core.concepts.reinforcement.world import World
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
    window on a picture, the photos a class of the recorded ways, the metrics of runs that have ended, answers; then a
    training on a text, the attention of words, a round of a game, and a plan of a world.
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
    history: TextHistory | None = None
    attention: AttentionTrace | None = None
    words: Sequence[str] = ()
    game: Game | None = None
    played: Round | None = None
    rounds: int = 0
    world: World | None = None
    plan: Plan | None = None
    discount: float = 0.0
