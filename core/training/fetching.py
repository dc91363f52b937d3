"""Before anything else, a run has the weights of its pretrained network on this machine."""

from core.backbone.weights import published
from core.jobs.phases import Phases
from core.jobs.worker.turn import Turn
from core.specs.training_spec import TrainingSpec


def fetch_weights(spec: TrainingSpec, phases: Phases, turn: Turn) -> None:
    """Download them, once a machine and network; nothing is done for a network that needs none.

    Raises:
        InputError: they cannot be had.
        Cancelled, Suspended: see `Turn`.

    """
    if spec.backbone and not published.is_downloaded(spec.backbone):
        phases.enter("fetching")
        published.fetch(spec.backbone, phases.progress, turn)
