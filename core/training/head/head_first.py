"""Train the new head of a pretrained network alone, before fine-tuning.

Large gradients from a randomly initialised head would destroy pretrained weights in the first steps.
"""

from core.backbone.head import Head
from core.backbone.onnx_form import is_ready
from core.data.datasets import Dataset
from core.jobs.phases import Phases
from core.jobs.worker.turn import Turn
from core.specs.training_spec import TrainingSpec
from core.training.head.fit import fit
from core.training.keras import parity
from core.training.stages import compute_head_examples


def fit_pretrained_head(spec: TrainingSpec, dataset: Dataset, phases: Phases, turn: Turn) -> Head | None:
    """The head that fine-tuning starts with; None for a network without pretrained weights.

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
    found = compute_head_examples(dataset, backbone, spec.view, progress=phases.progress, cancel=turn)
    return fit(found.training, found.validation, len(dataset.classes), turn).head
