"""The work of a run: have the weights and the pictures, train, and tell a full memory in a sentence."""

from contextlib import nullcontext
from traceback import print_exc

from core.data.pixels.cache import open_decoded
from core.errors import InputError
from core.i18n import Message
from core.jobs.worker.context import JobContext
from core.runs import memory
from core.runs.folder import RunFolder
from core.specs.training_spec import TrainingSpec
from core.training.dataset import open_dataset
from core.training.fetching import fetch_weights
from core.training.head.head_run import train_head


def train(context: JobContext[TrainingSpec]) -> None:
    """Train as the spec says, from where an earlier worker has left the run.

    Raises:
        InputError: the dataset is gone or another one, the weights are not finite, or the memory is full.
        Cancelled: the run was stopped; what it had learned by then is kept and judged.
        Suspended: see `Turn`.

    """
    run = RunFolder(context.job.path)
    try:
        _train(run, context)
    except Exception as error:
        reason = _memory_full(run, error)
        if reason is None:
            raise
        print_exc()
        raise InputError(reason.text, **reason.values) from error


def _train(run: RunFolder, context: JobContext[TrainingSpec]) -> None:
    spec, phases, turn = context.spec, context.phases, context.cancel
    # A run that is stopped while it rests without a worker gets one, which makes a model of what was saved.
    resting = run.saved.exists() and turn.request == "stop"
    with turn.finishing() if resting else nullcontext():
        turn.raise_if_cancelled()
        fetch_weights(spec, phases, turn)
        phases.enter("preparing")
        dataset = open_dataset(run, phases, turn)
        if spec.head_only:
            train_head(run, dataset, context.events, phases, turn)
            return
        phases.enter("decoding")
        pictures = open_decoded(dataset, spec.image_size, progress=phases.progress, cancel=turn)
        phases.enter("loading")
        # Imported here: Keras takes seconds and half a gigabyte, and a run that fails early needs neither.
        from core.training import network_run

        turn.raise_if_cancelled()
        setup = network_run.prepare(run, dataset, pictures, phases, turn)
    network_run.train_network(setup, context.events, phases, turn)


def _memory_full(run: RunFolder, error: Exception) -> Message | None:
    """What to tell if the memory is full, as Python, TensorFlow and JAX say it, which have no common class."""
    said = f"{type(error).__name__} {error}"
    if isinstance(error, MemoryError) or "ResourceExhausted" in said or "RESOURCE_EXHAUSTED" in said:
        return memory.full(run, _gpu_memory() if "GPU" in said else None)
    return None


def _gpu_memory() -> int | None:
    # Keras is loaded already, or there were no error from a GPU.
    from core.training.machine.devices import gpu_memory

    return gpu_memory()
