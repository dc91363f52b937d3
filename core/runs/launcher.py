"""Starts the worker of a run: a process of its own, so that a reload, a crash or an end of the app leaves it alone."""

import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil

from core.files import DiskFullError, disk_errors
from core.runs.folder import RunFolder
from core.runs.state import Launched

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {
    "PYTHONUNBUFFERED": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    # TensorFlow turns its oneDNN kernels on for the newest processors alone; without AVX-512 they are faster too.
    "TF_ENABLE_ONEDNN_OPTS": "1",
    # CUDA counts the fastest GPU first; people and nvidia-smi count in the order of the bus.
    "CUDA_DEVICE_ORDER": "PCI_BUS_ID",
    # glibc gives large pieces of memory back at once and asks for them again in the next step. A training does little
    # else, and with what it has kept it was 6 to 9 % faster. Other systems do not look at these.
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": str(1 << 34),
}


def launch(run: RunFolder) -> None:
    """Start `python -m core worker RUN` in a new session; what it prints goes to the run's log."""
    with disk_errors(run.log), run.log.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "core", "worker", run.run_id],
            cwd=ROOT,
            env=ENVIRONMENT | os.environ,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _tell(run, process.pid)
    # Someone has to take note of the worker's end, or its process entry stays behind as long as the app runs.
    threading.Thread(target=process.wait, name=f"reaper of {run.run_id}", daemon=True).start()


def _tell(run: RunFolder, pid: int) -> None:
    """Keep which process it is: whoever looks before the worker has said a word can see whether it lives."""
    started = psutil.Process(pid).create_time()  # nobody has taken note of its end yet, so it is there, dead or alive
    with suppress(DiskFullError):  # then the worker is given the time that one needs at most
        run.write_launched(Launched(pid=pid, process_started=started, host=socket.gethostname(), at=time.time()))
