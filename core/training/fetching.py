"""Before anything else, a run has the weights of its pretrained network on this machine."""

from core.models import published
from core.training.phases import Phases
from core.training.spec import TrainingSpec
from core.training.turn import Turn


def fetch_weights(spec: TrainingSpec, phases: Phases, turn: Turn) -> None:
    """Download them, once a machine and network; nothing is done for a network that needs none.

    Raises:
        InputError: they cannot be had.
        StopRequested, Suspended: see `Turn.check`.

    """
    if spec.backbone and not published.is_here(spec.backbone):
        phases.enter("fetching")
        published.fetch(spec.backbone, phases.progress, turn.should_stop)
