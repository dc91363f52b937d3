"""How much of this machine's processors others take while something is computed here.

others = Others()
train()
others.measure_share()    # 0.02: nearly alone
"""

import os
import time

import psutil


class Others:
    """Counts from when it is made."""

    def __init__(self) -> None:
        self._began, self._busy, self._own = time.monotonic(), _read_busy(), _read_own()

    def measure_share(self) -> float:
        """Of all the processors' time since then, the share that went to other processes, 0 to 1."""
        whole = (time.monotonic() - self._began) * (os.cpu_count() or 1)
        theirs = (_read_busy() - self._busy) - (_read_own() - self._own)
        return min(1.0, max(0.0, theirs / whole)) if whole else 0.0


def _read_busy() -> float:
    """Seconds of all processors since the machine started; a guest's are in those of its user."""
    times = psutil.cpu_times()._asdict()
    idle = ("idle", "iowait", "guest", "guest_nice")
    return float(sum(seconds for kind, seconds in times.items() if kind not in idle))


def _read_own() -> float:
    """Those of this process and of the children that have ended."""
    return sum(os.times()[:4])
