"""The work of a run: get the weights and the pictures, train, and report a full memory."""

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
from core.training.stages import take_share


def train(context: JobContext[TrainingSpec]) -> None:
    """Train as the spec says, from the checkpoint of an earlier worker if there is one.

    Raises:
        InputError: the dataset is gone or has changed, the weights are not finite, or the memory is full.
        Cancelled: the run was stopped; its best model so far is written and evaluated.
        Suspended: see `Turn`.

    """
    run = RunFolder(context.job.path)
    try:
        _train(run, context)
    except Exception as error:
        reason = _explain_memory_full(run, error)
        if reason is None:
            raise
        print_exc()
        raise InputError(reason.text, **reason.values) from error


def _train(run: RunFolder, context: JobContext[TrainingSpec]) -> None:
    spec, phases, turn = context.spec, context.phases, context.cancel
    # A paused run without a worker that is stopped gets a new worker, which makes a model of the checkpoint.
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
        decoded = open_decoded(dataset, spec.image_size, spec.view, progress=phases.progress, cancel=turn)
        pictures = take_share(spec, decoded)
        phases.enter("loading")
        # Imported here: Keras takes seconds and half a gigabyte, and a run that fails early needs neither.
        from core.training import network_run

        turn.raise_if_cancelled()
        setup = network_run.prepare(run, dataset, pictures, phases, turn)
    network_run.train_network(setup, context.events, phases, turn)


def _explain_memory_full(run: RunFolder, error: Exception) -> Message | None:
    """The message if the memory is full; Python, TensorFlow and JAX have no common class for that error."""
    said = f"{type(error).__name__} {error}"
    if isinstance(error, MemoryError) or "ResourceExhausted" in said or "RESOURCE_EXHAUSTED" in said:
        return memory.explain_full(run, _read_gpu_memory() if "GPU" in said else None)
    return None


def _read_gpu_memory() -> int | None:
    # Keras is loaded already, since the error came from a GPU.
    from core.training.machine.devices import read_gpu_memory

    return read_gpu_memory()
