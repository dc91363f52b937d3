"""Before a pretrained network is fine-tuned its new head is trained alone.

A head of random weights would send large gradients down and spoil in its first steps what the network knows.
"""

from core.data.datasets import Dataset
from core.inference.examples import examples
from core.inference.head import Head
from core.models import parity
from core.models.backbone import is_ready
from core.training.head import fit
from core.training.phases import Phases
from core.training.spec import TrainingSpec
from core.training.turn import Turn


def pretrained_head(spec: TrainingSpec, dataset: Dataset, phases: Phases, turn: Turn) -> Head | None:
    """The head that fine-tuning begins with; None for a network that learns from scratch.

    Raises:
        StopRequested, Suspended: see `Turn.check`.

    """
    backbone = spec.backbone
    if backbone is None:
        return None
    if not is_ready(backbone):
        phases.enter("converting")
    parity.ensure_verified(backbone)
    phases.enter("features")
    training, validation = dataset.pictures(split="train"), dataset.pictures(split="val")
    seen = examples(dataset, training + validation, backbone, progress=phases.progress, should_stop=turn.should_stop)
    first, second = seen.part(slice(len(training))), seen.part(slice(len(training), None))
    return fit(first, second, len(dataset.classes), turn.check).head
