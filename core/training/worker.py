"""The life of a run in its own process: wait for a turn, prepare the pictures, train, and say how it ended."""

import errno
import os
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from core.cancel import Cancelled
from core.data.pixels.cache import open_decoded
from core.errors import InputError
from core.files import DiskFullError
from core.i18n import N_, Message
from core.jobs.events import EventWriter
from core.jobs.phases import Phases
from core.runs import control, memory
from core.runs.folder import RunFolder
from core.training.dataset import open_dataset
from core.training.fetching import fetch_weights
from core.training.head.head_job import train_head
from core.training.heartbeat import Heartbeat
from core.training.turn import Suspended, Turn
from core.training.wishes import Wishes

UNEXPECTED = N_("Something went wrong that should not: {error}. The log of the run has the details.")
LET_GO_SECONDS = 10.0  # a worker that has just said its last word about the run may take so long to end


def work(run: RunFolder) -> None:
    """Do all the work of a queued run, as its only worker. Whatever happens, the run's state tells how it ended."""
    try:
        with FileLock(run.path / "worker.lock", timeout=LET_GO_SECONDS), Heartbeat(run) as life:
            _live(run, life)
    except Timeout:
        return  # two people have pressed Resume at once, and the other worker is at it
    _go_on_after_all(run)


def _live(run: RunFolder, life: Heartbeat) -> None:
    try:
        with EventWriter(run.events) as events:
            whole = _work(run, life, events)
        life.end("finished" if whole else "stopped")
    except Cancelled:
        life.end("stopped")
    except Suspended:
        life.leave()
    except InputError as error:
        life.end("failed", error.message)
    except Exception as error:
        if known := _known_cause(run, error):
            life.end("failed", known)
        else:
            life.end("failed", Message(UNEXPECTED, {"error": f"{type(error).__name__}: {error}"}), by_input=False)
        traceback.print_exc()


def _work(run: RunFolder, life: Heartbeat, events: EventWriter) -> bool:
    """True if nothing cut the training short."""
    wishes, phases = Wishes(run), Phases(events)
    with _terminated_by(wishes), Turn(run, life, phases, wishes) as turn:
        # A run that was stopped while it was paused, and had no worker any more, has one now to make its model.
        turn.heeds_stop = not (run.saved.exists() and wishes.now() == "stop")
        turn.begin()
        spec = run.spec()
        fetch_weights(spec, phases, turn)
        phases.enter("preparing")
        dataset = open_dataset(run, phases, turn)
        if spec.head_only:
            return train_head(run, dataset, events, phases, turn)
        phases.enter("decoding")
        pictures = open_decoded(dataset, spec.image_size, progress=phases.progress, cancel=turn)
        phases.enter("loading")
        # Imported here: Keras takes seconds and half a gigabyte, and a run that waits or fails early needs neither.
        from core.training.job import train

        turn.raise_if_cancelled()
        return train(run, dataset, pictures, events, phases, turn)


@contextmanager
def _terminated_by(wishes: Wishes) -> Iterator[None]:
    """While inside, the system's SIGTERM is heard as a wish."""
    before = signal.signal(signal.SIGTERM, wishes.terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _known_cause(run: RunFolder, error: Exception) -> Message | None:
    """A full disk or memory, as Python, HDF5, TensorFlow and JAX tell them, which have no common class."""
    said = f"{type(error).__name__} {error}"
    if os.strerror(errno.ENOSPC) in said:
        return DiskFullError(run.path).message
    if isinstance(error, MemoryError) or "ResourceExhausted" in said or "RESOURCE_EXHAUSTED" in said:
        return memory.full(run, _gpu_memory() if "GPU" in said else None)
    return None


def _gpu_memory() -> int | None:
    # Keras is loaded already, or there were no error from a GPU.
    from core.training.machine.devices import gpu_memory

    return gpu_memory()


def _go_on_after_all(run: RunFolder) -> None:
    """Whoever looked for a worker while this one was leaving has seen it still; so it looks whether it is wanted."""
    if not run.path.exists() or run.state().state != "paused":
        return
    if run.wish() == "run":
        control.resume(run)
    elif run.wish() == "stop":
        control.stop(run)
