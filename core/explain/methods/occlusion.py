"""Occlusion: how much the logit falls when a part of the picture is covered with grey. It needs no gradient.

Source: Zeiler and Fergus 2014 (arXiv:1311.2901).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.explain.method import GREY, Attribution, Method, Values
from core.i18n import N_

if TYPE_CHECKING:
    from core.explain.gradients.network import Network

PATCH = 0.25  # of the side


@dataclass(frozen=True)
class Occlusion:
    """A square patch at `places` x `places` positions, which overlap; a pixel gets the mean of those that cover it."""

    places: int = 8
    name = "occlusion"
    title = N_("Occlusion")
    note = N_("How much the class loses when a part of the picture is covered with grey, or gains.")
    signed = True

    def compute(self, network: "Network", picture: Values, target: int) -> Attribution:
        size = len(picture)
        patch = max(1, round(PATCH * size))
        starts = np.linspace(0, size - patch, self.places).round().astype(int)
        corners = [(top, left) for top in starts for left in starts]
        covered = np.repeat(picture[None], len(corners) + 1, axis=0)
        for one, (top, left) in zip(covered[1:], corners, strict=True):
            one[top : top + patch, left : left + patch] = GREY
        logits = network.compute_logits(covered)[:, target]
        lost, times = np.zeros((size, size), np.float32), np.zeros((size, size), np.float32)
        for fall, (top, left) in zip(logits[0] - logits[1:], corners, strict=True):
            lost[top : top + patch, left : left + patch] += fall
            times[top : top + patch, left : left + patch] += 1
        return Attribution((lost / np.maximum(times, 1)).astype(np.float32))

    def make_rough(self) -> Method:
        return Occlusion(places=4)
