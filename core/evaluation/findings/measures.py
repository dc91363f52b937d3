"""Numbers that several rules rest on."""

from core.evaluation.evidence.curves import Curves
from core.evaluation.shares import compute_balanced
from core.intervals import compute_share_interval

LITTLE_LEARNED = 0.5  # of the way from guessing to perfect
SETTLED = 3  # epochs before which curves say nothing about how a training goes
LONG_ENOUGH = 5  # epochs that a network may take to show what it can learn
GAP = 0.10  # of accuracy between training and validation: more than dropout or an epoch's running mean make up
NEARLY_ALL = 0.98  # of the validation pictures right: that its loss falls on is of no consequence
STILL = 0.9  # of the loss of three epochs ago: it still learns
UNEVEN = 1.5  # times the smallest class that the largest has


def compute_guessing(curves: Curves) -> float:
    """The accuracy of who looks at no picture: that of always naming the most common class."""
    counts = curves.training_pictures
    return max(counts) / sum(counts) if sum(counts) else 1 / curves.classes


def measure_progress(curves: Curves) -> float:
    """How much of the way from guessing to perfect it has come, on the pictures where it has come further.

    Where classes are uneven, balanced accuracy counts as well: it may have given up accuracy for the rare ones.
    """
    guessing, even = compute_guessing(curves), 1 / curves.classes
    plain = (max(curves.accuracy[-1], curves.val_accuracy[-1]) - guessing) / (1 - guessing)
    balanced = (compute_balanced(curves.confusions[-1]) - even) / (1 - even) if curves.confusions else plain
    return max(plain, balanced)


def compute_half_width(curves: Curves) -> float:
    """Half of the 95 % interval of the kept validation accuracy; 0 where the number of pictures is not known."""
    if not curves.validation_pictures:
        return 0.0
    return compute_half_interval(curves.kept, curves.validation_pictures)


def compute_half_interval(share: float, n: int) -> float:
    """Half of the 95 % interval of a share of `n` pictures."""
    low, high = compute_share_interval(share, n)
    return (high - low) / 2


def is_within_guessing(curves: Curves) -> bool:
    """Whether its validation accuracy at the end cannot be told from that of guessing."""
    n = curves.validation_pictures
    if not n:
        return False
    low, _high = compute_share_interval(min(1.0, curves.val_accuracy[-1]), n)
    return low <= compute_guessing(curves)


def has_uneven_training(curves: Curves) -> bool:
    counts = [count for count in curves.training_pictures if count]
    return bool(counts) and max(counts) > UNEVEN * min(counts)


def is_still_learning(curves: Curves) -> bool:
    """Whether both losses still fell by a tenth in the last three epochs."""
    if len(curves.loss) < LONG_ENOUGH or curves.spec.head_only or max(curves.val_accuracy) >= NEARLY_ALL:
        return False
    return all(losses[-1] < STILL * losses[-4] for losses in (curves.loss, curves.val_loss))
