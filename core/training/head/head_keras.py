"""What the training of a head needs of Keras; whoever imports it waits for Keras."""

from core.backbone import onnx_seal
from core.backbone.head import Head
from core.networks.architecture import Architecture
from core.networks.backbones import Backbone
from core.runs.folder import RunFolder
from core.training.head.fit import epochs_for, fit
from core.training.keras import export, parity
from core.training.keras.transplant import keras_model, onnx_model, pretrained_model
from core.training.machine.devices import Device, training_device

__all__ = ["epochs_for", "fit", "save", "warm_up"]


def warm_up(asked: str, backbone: Backbone) -> Device:
    """Build what every head stands on, and see once that ONNX Runtime and Keras agree about it.

    A device can be chosen only before anything is built, so that comes first.
    """
    device = training_device(asked)
    with device.scope():
        pretrained_model(backbone)
        parity.ensure_verified(backbone)
    return device


def save(head: Head, architecture: Architecture, run: RunFolder) -> None:
    """Write the head by itself, the Keras model and, last of all, the ONNX file: a run with that has a model."""
    head.save(run.head)
    export.write_keras(keras_model(architecture, head.kernel, head.bias), run.keras_model)
    onnx_seal.write(run.onnx_model, onnx_model(architecture, head.kernel, head.bias))
