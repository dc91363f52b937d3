"""Preparing a pretrained network on this machine, as a job: its weights, and the ONNX file that needs no Keras."""

from pydantic import BaseModel, ConfigDict

from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind, Needs
from core.networks.backbones import Backbone
from core.runs.kind import ENVIRONMENT


class OnnxFormRequest(BaseModel):
    """Which of `core.networks.backbones.BACKBONES` to make ready."""

    model_config = ConfigDict(frozen=True)

    backbone: str


ONNX_FORM = Kind(
    name="onnx_form",
    title=N_("Making a pretrained network ready"),
    spec=OnnxFormRequest,
    work="core.training.onnx_form:work",
    needs=Needs(memory=2 << 30),
    environment=ENVIRONMENT,
    package="tensorflow",
)


def start(backbone: Backbone) -> JobFolder:
    """Download the weights if they are missing, and make the ONNX form of the network through Keras."""
    return control.start(ONNX_FORM, OnnxFormRequest(backbone=backbone.name), backbone.name)
