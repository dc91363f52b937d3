"""Which trials can be compared, and by what: whole ones where enough have finished, else all after as many epochs.

Most trials of a short search are stopped. What they had reached by then says little beside a whole training; what each
had after the same few epochs can be compared, though it favours settings that learn fast.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.search.trials import Trial, compute_score

SOONEST = 1 / 6  # of the epochs, before which no trial is stopped: batch normalisation has not settled
FEWEST = 6  # trials, of which it can be said what mattered


@dataclass(frozen=True)
class Compared:
    """Trials and what each of them scored, in one order; `after` so many epochs, or None: at their end."""

    trials: Sequence[Trial]
    scores: Sequence[float]
    after: int | None = None


def choose_compared(trials: Sequence[Trial], epochs: int) -> Compared:
    """What can be compared of a search whose trials have so many epochs."""
    done = [trial for trial in trials if trial.state == "finished" and trial.val_accuracy is not None]
    soonest = count_soonest(epochs)
    alike = [trial for trial in trials if trial.state in ("finished", "stopped") and len(trial.curve) >= soonest]
    if len(done) >= FEWEST or len(alike) <= len(done):
        return Compared(done, [trial.val_accuracy or 0.0 for trial in done])
    return Compared(alike, [compute_score(trial.curve[:soonest]) for trial in alike], after=soonest)


def count_soonest(epochs: int) -> int:
    """The epochs that every trial has before it may be stopped."""
    return math.ceil(SOONEST * epochs)
