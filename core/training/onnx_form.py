"""The work of making a pretrained network ready: download its weights, convert it through Keras, compare the two."""

from core.backbone.weights import published
from core.jobs.worker.context import JobContext
from core.networks.backbones import BACKBONES
from core.tasks.onnx_form import OnnxFormRequest
from core.training.keras import parity


def work(context: JobContext[OnnxFormRequest]) -> None:
    """Nothing is done for a network that is ready; what a stop interrupts leaves no file behind."""
    backbone = BACKBONES[context.spec.backbone]
    if not published.is_downloaded(backbone):
        context.phases.enter("fetching")
        published.fetch(backbone, context.phases.progress, context.cancel)
    context.cancel.raise_if_cancelled()
    context.phases.enter("converting")
    with context.cancel.finishing():
        parity.ensure_verified(backbone)
