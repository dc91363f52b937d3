"""SmoothGrad: which pixels the logit is most sensitive to, averaged over noisy copies of the picture.

Source: Smilkov et al. 2017 (arXiv:1706.03825).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.explain.method import Attribution, Method, Values
from core.i18n import N_

if TYPE_CHECKING:
    from core.explain.gradients.network import Network

NOISE = 0.12 * 255  # standard deviation
SEED = 0  # so that the same question gets the same answer


@dataclass(frozen=True)
class SmoothGrad:
    """The size of the mean gradient over `copies` noisy pictures, all colours together."""

    copies: int = 14
    name = "smoothgrad"
    title = N_("SmoothGrad")
    note = N_("Which pixels this class reacts to most when they change a little: fine, but not whether for or against.")
    signed = False

    def compute(self, network: "Network", picture: Values, target: int) -> Attribution:
        dice = np.random.default_rng(SEED)
        noise = dice.normal(0, NOISE, (self.copies, *picture.shape)).astype(np.float32)
        gradients = network.compute_pixel_gradients(picture + noise, target)
        return Attribution(np.abs(gradients.mean(axis=0)).sum(axis=2))

    def make_rough(self) -> Method:
        return SmoothGrad(copies=6)
