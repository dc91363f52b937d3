"""The work of a range test: an event a step, and nothing is kept but these."""

from core.jobs.worker.context import JobContext
from core.specs.training_spec import TrainingSpec
from core.training.opening import open_pictures


def work(context: JobContext[TrainingSpec]) -> None:
    """Do the test that the spec asks for.

    Raises:
        InputError: there is no such dataset, or the pretrained weights cannot be had.
        Cancelled: the job should end.

    """
    _dataset, pictures = open_pictures(context)
    context.phases.enter("loading")
    # Imported here: Keras takes seconds, and a mistake in the dataset shall be told before.
    from core.training.sweep import sweep

    for point in sweep(context.spec, pictures):
        context.events.write("point", rate=point.rate, loss=point.loss)
        context.cancel.raise_if_cancelled()
