"""The part of a head's training that needs Keras, once a machine; importing it loads Keras."""

import numpy as np

from core.networks.backbones import Backbone
from core.specs.network import describe_network
from core.specs.training_spec import TrainingSpec
from core.training.head.keras_form import find_keras_form
from core.training.keras import parity
from core.training.keras.model_files import write_keras
from core.training.keras.transplant import build_keras_model
from core.training.machine.devices import choose_device


def prepare(asked: str, backbone: Backbone) -> None:
    """Verify that ONNX Runtime and Keras agree on the features of the backbone, and write its `KerasForm`.

    Raises:
        InputError: this machine has no such device, the two disagree, or the weights are missing or damaged.

    """
    device = choose_device(asked)  # first, since it can only be chosen before anything is built
    with device.scope():
        parity.ensure_verified(backbone)
        architecture = describe_network(TrainingSpec(architecture=backbone.name), classes=2)
        model = build_keras_model(architecture, np.zeros((backbone.width, 1)), np.zeros(1))
        write_keras(model, find_keras_form(backbone))
