"""The GPUs of this machine by name, asked of their driver: the process that serves pages never loads a framework."""

import subprocess
from functools import cache

QUERY = ["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"]
PATIENCE = 10  # seconds


@cache
def list_gpu_names() -> tuple[str, ...]:
    """The names in the driver's order; none without a driver. GPUs do not come and go, so it is asked once."""
    try:
        told = subprocess.run(QUERY, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(line.strip() for line in told.splitlines() if line.strip())
