"""Download the weights of a run's pretrained network, before anything else."""

from core.backbone.weights import published
from core.jobs.phases import Phases
from core.jobs.worker.turn import Turn
from core.specs.training_spec import TrainingSpec


def fetch_weights(spec: TrainingSpec, phases: Phases, turn: Turn) -> None:
    """Download the weights, once a machine and network; does nothing for a network without pretrained weights.

    Raises:
        InputError: the download failed.
        Cancelled, Suspended: see `Turn`.

    """
    backbone = spec.weights_of
    if backbone and not published.is_downloaded(backbone):
        phases.enter("fetching")
        published.fetch(backbone, phases.progress, turn)
