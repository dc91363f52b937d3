"""How long ImageNet's network alone takes on this machine at this moment: what other rates are compared with."""

from time import perf_counter

import numpy as np

from core.backbone.onnx_form import ensure_backbone_file
from core.inference.model import BATCH
from core.inference.session import Classifier

SAMPLE = 160  # pictures that it is measured by


def measure_network_alone(count: int) -> float:
    """Seconds that EfficientNet-Lite0 takes for so many pictures that are decoded already."""
    network, pixels = Classifier(ensure_backbone_file()), np.zeros((BATCH, 224, 224, 3), np.uint8)
    network.compute_probabilities(pixels)
    began = perf_counter()
    for _batch in range(SAMPLE // BATCH):
        network.compute_probabilities(pixels)
    return (perf_counter() - began) * count / SAMPLE
