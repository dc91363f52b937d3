"""Whoever waits for a page comes first: workers give way where both want the processor, and have it all where not.

Linux shares the processor between sessions first where it groups them (`sched_autogroup`), so a worker's session gives
way too. `GLASSBOX_NICENESS` is how far, from 0 (not at all) to 19.
"""

import os
from contextlib import suppress
from pathlib import Path

from core.errors import InputError
from core.i18n import N_

VARIABLE = "GLASSBOX_NICENESS"
DEFAULT = 5
MOST = 19


def read_niceness() -> int:
    """How far workers give way.

    Raises:
        InputError: the variable is not a number from 0 to 19.

    """
    text = os.environ.get(VARIABLE, str(DEFAULT))
    if not text.isdigit() or int(text) > MOST:
        raise InputError(N_("{variable} is {value}. Set it to a number from 0 to 19."), variable=VARIABLE, value=text)
    return int(text)


def give_way(pid: int, niceness: int) -> None:
    """Have a process that was just opened, in a session of its own, give way to others; where that is known."""
    if hasattr(os, "setpriority"):
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, pid, niceness)
    with suppress(OSError):
        Path(f"/proc/{pid}/autogroup").write_text(str(niceness), encoding="ascii")
