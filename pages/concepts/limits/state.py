"""What the screen's address holds."""

import numpy as np

from core.content.recorded.remembered import read_remembered
from pages.shared.screen_state import State, choice, integer

COUNTS = ("10", "20", "60")  # drawings a class
THRESHOLDS = np.geomspace(1e-6, 10, 71)  # losses
RUNS = tuple(read_remembered().runs)
STATE = State(
    "limits",
    {
        "share": integer(90, 50, 100),
        "count": choice("60", COUNTS),
        "run": choice(RUNS[0], RUNS),
        "threshold": integer(45, 0, len(THRESHOLDS) - 1),
    },
)
