"""Prepare a pretrained network: download its weights, and have Keras make all that a head on it needs."""

from core.backbone.weights import published
from core.jobs.worker.context import JobContext
from core.networks.backbones import BACKBONES
from core.tasks.models.onnx_form import OnnxFormRequest
from core.training.head import head_keras


def work(context: JobContext[OnnxFormRequest]) -> None:
    """Do nothing for a network that is ready; after a stop no partial file is left."""
    backbone = BACKBONES[context.spec.backbone]
    if not published.is_downloaded(backbone):
        context.phases.enter("fetching")
        published.fetch(backbone, context.phases.progress, context.cancel)
    context.cancel.raise_if_cancelled()
    context.phases.enter("converting")
    with context.cancel.finishing():
        head_keras.prepare("auto", backbone)
