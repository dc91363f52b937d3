"""The work of a range test: an event a step, and nothing is kept but these."""

from core.data.intake import adding
from core.data.pixels.cache import open_decoded
from core.jobs.worker.context import JobContext
from core.specs.training_spec import TrainingSpec
from core.training.fetching import fetch_weights


def work(context: JobContext[TrainingSpec]) -> None:
    """Do the test that the spec asks for.

    Raises:
        InputError: there is no such dataset, or the pretrained weights cannot be had.
        Cancelled: the job should end.

    """
    spec, phases, cancel = context.spec, context.phases, context.cancel
    fetch_weights(spec, phases, cancel)
    phases.enter("decoding")
    dataset = adding.ensure(spec.dataset, progress=phases.progress, cancel=cancel)
    pictures = open_decoded(dataset, spec.image_size, spec.view, progress=phases.progress, cancel=cancel)
    phases.enter("loading")
    # Imported here: Keras takes seconds, and a mistake in the dataset shall be told before.
    from core.training.sweep import sweep

    for point in sweep(spec, pictures):
        context.events.write("point", rate=point.rate, loss=point.loss)
        cancel.raise_if_cancelled()
