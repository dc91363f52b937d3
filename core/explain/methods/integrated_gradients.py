"""Integrated gradients: what every pixel contributes on the way from a grey picture to this one.

Source: Sundararajan et al. 2017 (arXiv:1703.01365). The contributions add up to the change of the logit, which is
computed beside them: how far the two are apart says how exact the sum over so few steps is.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.explain.method import GREY, Attribution, Completeness, Method, Values
from core.i18n import N_

if TYPE_CHECKING:
    from core.explain.gradients.network import Network


@dataclass(frozen=True)
class IntegratedGradients:
    """`steps` pictures between the grey one and this one, each in the middle of its part of the way."""

    steps: int = 20
    name = "integrated_gradients"
    title = N_("Integrated gradients")
    note = N_("What each pixel adds to this class, or takes from it, on the way from a grey picture to this one.")
    signed = True

    def compute(self, network: "Network", picture: Values, target: int) -> Attribution:
        grey = np.full_like(picture, GREY)
        way = (np.arange(self.steps, dtype=np.float32) + 0.5) / self.steps
        pictures = grey + way[:, None, None, None] * (picture - grey)
        slopes = network.compute_pixel_gradients(pictures, target).mean(axis=0)
        values = ((picture - grey) * slopes).sum(axis=2)
        end, start = network.compute_logits(np.stack([picture, grey]))[:, target]
        return Attribution(values, Completeness(float(values.sum(dtype=np.float64)), float(end - start)))

    def make_rough(self) -> Method:
        return IntegratedGradients(steps=6)
