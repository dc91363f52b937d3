"""The available memory, and the batch size that would fit into it."""

from pathlib import Path

import psutil

from core.i18n import N_, Message
from core.runs.folder import RunFolder
from core.specs.training_spec import TrainingSpec
from core.units import format_bytes

FRAMEWORK_BYTES = 1 << 30  # what Python, Keras and TensorFlow take before there is a model
LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))

FULL = N_(
    "The memory is full: there is {memory} in total, and a batch of {batch} pictures needs more. Train another run "
    "with a batch of {fitting}, or with smaller pictures."
)
NONE_FITS = N_(
    "The memory is full: there is {memory} in total, which is too little for a batch of any size. Train another "
    "run with smaller pictures, or with a smaller network."
)
PROBABLY = N_(
    "The worker process was killed, probably because the memory was full: there is {memory} in total, and the "
    "system has killed a process for lack of memory. Press Resume to try again from where it was last saved, or "
    "train another run with a batch of {fitting}, or with smaller pictures."
)

PROBABLY_NONE_FITS = N_(
    "The worker process was killed, probably because the memory was full: there is {memory} in total, which is too "
    "little for a batch of any size. Train another run with smaller pictures, or with a smaller network."
)


def explain_full(run: RunFolder, there_is: int | None = None) -> Message:
    """The message for a run that ran out of memory, with the batch size that would fit; `there_is` is in bytes."""
    return _advise(run, there_is or read_available(), FULL, NONE_FITS)


def explain_probably_full(run: RunFolder) -> Message:
    """The message for a worker that ended unexpectedly while the system was short of memory."""
    return _advise(run, read_available(), PROBABLY, PROBABLY_NONE_FITS)


def _advise(run: RunFolder, memory: int, text: str, none_fits: str) -> Message:
    spec = run.read_training_spec()
    fitting = compute_fitting_batch(spec, len(run.read_classes()), memory)
    if fitting is None:
        return Message(none_fits, {"memory": format_bytes(memory)})
    return Message(text, {"memory": format_bytes(memory), "batch": spec.batch_size, "fitting": fitting})


def compute_fitting_batch(spec: TrainingSpec, classes: int, memory: int) -> int | None:
    """The spec's batch size, halved at least once and until it is estimated to fit; None if none does."""
    # Imported here: the descriptions of all networks take a while to load, and only this message needs one.
    from core.networks.architecture import estimate_training_memory, summarize
    from core.specs.network import describe_plain

    rows = summarize(describe_plain(spec, max(2, classes)))
    batch = spec.batch_size // 2
    while batch and estimate_training_memory(rows, batch) + FRAMEWORK_BYTES > memory:
        batch //= 2
    return batch or None


def read_available() -> int:
    """The most bytes of memory that this process may use: the machine's, or its container's limit."""
    limits = [int(text) for path in LIMITS if path.exists() and (text := path.read_text().strip()).isdigit()]
    return min([psutil.virtual_memory().total, *limits])
