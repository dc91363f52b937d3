"""What work that is no training needs before Keras: the weights, and the pictures of a spec at their size."""

from core.data.datasets import Dataset
from core.data.intake import adding
from core.data.pixels.cache import Decoded, open_decoded
from core.jobs.worker.context import JobContext
from core.specs.training_spec import TrainingSpec
from core.training.fetching import fetch_weights


def open_pictures(context: JobContext[TrainingSpec]) -> tuple[Dataset, Decoded]:
    """The dataset of the job's spec, and its pictures.

    Raises:
        InputError: there is no such dataset, or the pretrained weights cannot be had.
        Cancelled: the job should end.

    """
    spec, phases, cancel = context.spec, context.phases, context.cancel
    fetch_weights(spec, phases, cancel)
    phases.enter("decoding")
    dataset = adding.ensure(spec.dataset, progress=phases.progress, cancel=cancel)
    return dataset, open_decoded(dataset, spec.image_size, spec.view, progress=phases.progress, cancel=cancel)
