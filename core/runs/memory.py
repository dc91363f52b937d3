"""What memory there is, and the batch that would fit into it."""

from pathlib import Path

import psutil

from core.i18n import N_, Message
from core.runs.folder import RunFolder
from core.specs.training_spec import TrainingSpec
from core.units import readable_bytes

FRAMEWORK_BYTES = 1 << 30  # what Python, Keras and TensorFlow take before there is a model
LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))

FULL = N_(
    "The memory is full: there are {memory}, and a batch of {batch} pictures needs more. "
    "Train another with a batch of {fitting}, or with smaller pictures."
)
NONE_FITS = N_(
    "The memory is full: there are {memory}, which is too little for a batch of any size. "
    "Train another with smaller pictures, or with a smaller network."
)
PROBABLY = N_(
    "The worker process was killed, probably because the memory was full: there are {memory}, and the system has "
    "killed a process for want of it. Press Resume to try again from where it was last saved, or train another with a "
    "batch of {fitting}, or with smaller pictures."
)

PROBABLY_NONE_FITS = N_(
    "The worker process was killed, probably because the memory was full: there are {memory}, which is too little for "
    "a batch of any size. Train another with smaller pictures, or with a smaller network."
)


def full(run: RunFolder, there_is: int | None = None) -> Message:
    """The sentence for a run that found no memory, with the batch that would fit; `there_is` is in bytes."""
    return _advise(run, there_is or available(), FULL, NONE_FITS)


def probably_full(run: RunFolder) -> Message:
    """The sentence for a worker that ended without a word while the system was short of memory."""
    return _advise(run, available(), PROBABLY, PROBABLY_NONE_FITS)


def _advise(run: RunFolder, memory: int, text: str, none_fits: str) -> Message:
    spec = run.spec()
    fitting = fitting_batch(spec, len(run.classes()), memory)
    if fitting is None:
        return Message(none_fits, {"memory": readable_bytes(memory)})
    return Message(text, {"memory": readable_bytes(memory), "batch": spec.batch_size, "fitting": fitting})


def fitting_batch(spec: TrainingSpec, classes: int, memory: int) -> int | None:
    """The spec's batch halved until it is estimated to fit; at least once, for its own did not; None if none does."""
    # Imported here: the descriptions of all networks take a while to load, and only this sentence needs one.
    from core.networks.architecture import summarize, training_memory
    from core.networks.catalogue import describe

    rows = summarize(describe(spec.architecture, spec.image_size, max(2, classes)))
    batch = spec.batch_size // 2
    while batch and training_memory(rows, batch) + FRAMEWORK_BYTES > memory:
        batch //= 2
    return batch or None


def available() -> int:
    """Bytes of memory that this process may use at most: the machine's, or what its container is allowed."""
    limits = [int(text) for path in LIMITS if path.exists() and (text := path.read_text().strip()).isdigit()]
    return min([psutil.virtual_memory().total, *limits])
