"""Membership inference: telling from a model's loss on a picture whether it was trained on that picture.

    attack = guess_members(training_losses, other_losses, threshold=0.1)
    attack.advantage                       # 0: no better than a coin; 1: every picture is told apart
    compute_area(training_losses, other_losses)

The attack calls a picture a member of the training pictures where the loss is below a threshold. It is that of S. Yeom,
I. Giacomelli, M. Fredrikson, S. Jha, Privacy risk in machine learning: analyzing the connection to overfitting, 2018
(arXiv:1709.01604), who define the advantage as the rate of hits less the rate of false alarms.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Losses = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Attack:
    """Of `members` training pictures `caught` were called members, and of `others` the number of `false_alarms`."""

    threshold: float
    caught: int
    members: int
    false_alarms: int
    others: int

    @property
    def hit_rate(self) -> float:
        return self.caught / self.members

    @property
    def false_alarm_rate(self) -> float:
        return self.false_alarms / self.others

    @property
    def advantage(self) -> float:
        return self.hit_rate - self.false_alarm_rate


def guess_members(member_losses: Losses, other_losses: Losses, threshold: float) -> Attack:
    """Call a picture a member where its loss is below `threshold`; the losses are (m,) and (n,), neither empty."""
    caught, false_alarms = (int((losses < threshold).sum()) for losses in (member_losses, other_losses))
    return Attack(threshold, caught, len(member_losses), false_alarms, len(other_losses))


def compute_area(member_losses: Losses, other_losses: Losses) -> float:
    """How often a training picture has a lower loss than another one, equal ones counted half: the area under ROC."""
    others = np.sort(other_losses)
    higher = len(others) - np.searchsorted(others, member_losses, side="right")
    equal = np.searchsorted(others, member_losses, side="right") - np.searchsorted(others, member_losses, side="left")
    return float((higher + equal / 2).mean() / len(others))


def find_best_threshold(member_losses: Losses, other_losses: Losses, thresholds: Losses) -> float:
    """The threshold of the largest advantage; the lowest of those that are equally good."""
    attacks = [guess_members(member_losses, other_losses, float(threshold)) for threshold in thresholds]
    return max(attacks, key=lambda attack: attack.advantage).threshold
