"""How many epochs a trial has, where nobody says: so many that the budget has room for several whole trials.

Too few epochs and chance decides: two trainings of one network with other seeds then differ more than two networks do.
Too many, and there is no time to compare.
"""

from core import quota
from core.data.intake.choices import Choice
from core.runs.expected_time import estimate_seconds
from core.specs.training_spec import TrainingSpec

WHOLE_TRIALS = 10  # for which the budget has room
FEWEST, MOST = 6, 200
UNKNOWN = 12  # where nothing tells how long an epoch takes


def suggest_epochs(base: TrainingSpec, choice: Choice, minutes: float) -> int:
    """The epochs of a trial of `base` on this machine, for a search of so many minutes; as many as one may ask for."""
    most = int(min(MOST, quota.current().least("epochs") or MOST))
    one, two = (estimate_seconds(base.model_copy(update={"epochs": epochs}), choice) for epochs in (1, 2))
    if one is None or two is None or two == one:
        return min(UNKNOWN, most)
    each = two - one
    room = 60 * minutes / WHOLE_TRIALS - (one - each)
    return min(most, max(FEWEST, int(room / each)))
