"""The part of a head's training that needs Keras; importing it loads Keras."""

from core.backbone import onnx_seal
from core.backbone.head import Head
from core.networks.architecture import Architecture
from core.networks.backbones import Backbone
from core.runs.folder import RunFolder
from core.training.head.fit import count_epochs, fit
from core.training.keras import model_files, parity
from core.training.keras.transplant import build_keras_model, build_onnx_model, build_pretrained_model
from core.training.machine.devices import Device, choose_device

__all__ = ["count_epochs", "fit", "save", "warm_up"]


def warm_up(asked: str, backbone: Backbone) -> Device:
    """Build the backbone, and verify once that ONNX Runtime and Keras agree on its features.

    The device comes first, since it can only be chosen before anything is built.
    """
    device = choose_device(asked)
    with device.scope():
        build_pretrained_model(backbone)
        parity.ensure_verified(backbone)
    return device


def save(head: Head, architecture: Architecture, run: RunFolder) -> None:
    """Write the head, the Keras model and, last, the ONNX file: a run with that file counts as having a model."""
    head.save(run.head)
    model_files.write_keras(build_keras_model(architecture, head.kernel, head.bias), run.keras_model)
    onnx_seal.write(run.onnx_model, build_onnx_model(architecture, head.kernel, head.bias))
