"""Before a pretrained network is fine-tuned its new head is trained alone.

A head of random weights would send large gradients down and spoil in its first steps what the network knows.
"""

from core.backbone.head import Head
from core.backbone.onnx_form import is_ready
from core.data.datasets import Dataset
from core.jobs.phases import Phases
from core.jobs.worker.turn import Turn
from core.specs.training_spec import TrainingSpec
from core.training.head.fit import fit
from core.training.keras import parity
from core.training.stages import head_examples


def pretrained_head(spec: TrainingSpec, dataset: Dataset, phases: Phases, turn: Turn) -> Head | None:
    """The head that fine-tuning begins with; None for a network that learns from scratch.

    Raises:
        Cancelled, Suspended: see `Turn`.

    """
    backbone = spec.backbone
    if backbone is None:
        return None
    if not is_ready(backbone):
        phases.enter("converting")
    parity.ensure_verified(backbone)
    phases.enter("features")
    found = head_examples(dataset, backbone, progress=phases.progress, cancel=turn)
    return fit(found.training, found.validation, len(dataset.classes), turn).head
