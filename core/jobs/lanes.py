"""How many jobs run at once: each lane has its own slots, so that light work does not wait for a training."""

import os
from collections.abc import Mapping

from core.errors import InputError
from core.i18n import N_

TRAINING = "training"
DATA = "data"
DATA_SLOTS = 2
ANSWERS = "answers"
CLUSTERS: Mapping[str, str] = {"ray": "GLASSBOX_RAY_ADDRESS"}  # by launcher: the variable with its cluster's address
ANSWER_SLOTS = 4  # workers that answer a page's questions; they are idle most of the time


def have_cluster() -> bool:
    """Whether trainings run on other machines."""
    return choose_launcher("local", TRAINING) in CLUSTERS


def choose_launcher(launcher: str, lane: str) -> str:
    """What starts the workers of a lane: trainings run on the first cluster whose address is set."""
    named = [name for name, variable in CLUSTERS.items() if os.environ.get(variable)]
    return named[0] if named and launcher == "local" and lane == TRAINING else launcher


def count_slots(lane: str) -> int:
    """The slots of a lane on this machine: `GLASSBOX_SLOTS` (default 1) for trainings, fixed numbers for the others.

    Raises:
        InputError: the variable is not a number, or less than 1.

    """
    if lane == ANSWERS:
        return ANSWER_SLOTS
    if lane != TRAINING:
        return DATA_SLOTS
    text = os.environ.get("GLASSBOX_SLOTS", "1")
    if not text.isdigit() or int(text) < 1:
        raise InputError(
            N_("GLASSBOX_SLOTS is {value}. Set it to how many runs may work at once: 1 or more."), value=text
        )
    return int(text)
