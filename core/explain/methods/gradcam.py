"""Grad-CAM: where the last feature maps hold what raises the logit of a class.

Source: Selvaraju et al. 2017 (arXiv:1610.02391). Each map is weighted by the mean of the logit's gradient over it; what
is left below zero is dropped. Of the logit, not of the probability: a softmax mixes in what speaks for other classes,
and its gradient vanishes where the model is sure.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.explain.method import Attribution, Method, Values
from core.i18n import N_

if TYPE_CHECKING:
    from core.explain.gradients.network import Network


@dataclass(frozen=True)
class GradCam:
    name = "gradcam"
    title = N_("Grad-CAM")
    note = N_("Where the last feature maps hold what speaks for this class: coarse, but reliable about the place.")
    signed = False

    def compute(self, network: "Network", picture: Values, target: int) -> Attribution:
        maps, gradients = network.compute_maps(picture, target)
        weights = gradients.mean(axis=(1, 2))
        weighted = np.tensordot(weights, maps, axes=1)
        return Attribution(np.maximum(weighted, 0).astype(np.float32))

    def make_rough(self) -> Method:
        return self
