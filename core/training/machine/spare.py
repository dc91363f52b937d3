"""The spare worker's side: load Keras, and wait for a run to be handed over."""

import os
import sys
import threading
from queue import Empty, SimpleQueue

from core.networks.backbones import EMBEDDED
from core.runs import folder
from core.runs.folder import RunFolder
from core.runs.spare import LIFE_SECONDS
from core.training.machine.loading import keras_for_heads


def wait_for_run() -> RunFolder | None:
    """The run that standard input names, its log taking what is printed from then on; None if none came in time."""
    keras_for_heads("auto", EMBEDDED)
    said: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=lambda: said.put(os.read(sys.stdin.fileno(), 4096)), daemon=True).start()
    try:
        name = said.get(timeout=LIFE_SECONDS).decode().strip()
    except Empty:
        return None
    if not name:  # whoever started this process is gone
        return None
    run = folder.find(name)
    with run.log.open("ab") as log:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(log.fileno(), stream.fileno())
    return run
