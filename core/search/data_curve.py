"""The work of a curve of more data: a run for each share of the training pictures, one after the other."""

import time

from core.cancel import Cancelled
from core.data.intake import choices
from core.errors import InputError
from core.files import read_json, write_json
from core.i18n import N_
from core.jobs.state import ACTIVE
from core.jobs.worker.context import JobContext
from core.runs import control, folder
from core.runs.folder import RunFolder
from core.runs.life import read_current_state
from core.runs.progress import LiveProgress
from core.search.more_pictures import DataCurve, DataPoint
from core.tasks import train
from core.tasks.networks.data_curve import DataCurveRequest, find_curve_file

SHARES = (0.25, 0.5, 1.0)
POLL_SECONDS = 0.5
FAILED = N_("The training on {share} of the pictures did not finish, so there is no curve. Its page says why: {run}.")


def work(context: JobContext[DataCurveRequest]) -> None:
    """Train on each share and keep the curve with the run that it is about.

    Raises:
        InputError: the run is gone, or a training failed.
        Cancelled: the job was cancelled; its training is stopped.

    """
    context.phases.enter("searching")
    about = folder.find(context.spec.run)
    points = []
    for number, share in enumerate(SHARES):
        points.append(_train_on(about, share, context))
        context.phases.progress(number + 1, len(SHARES))
    write_json(find_curve_file(about), DataCurve(points=tuple(points)))


def read_curve(run: RunFolder) -> DataCurve | None:
    """The curve of a run; None before it was drawn."""
    return read_json(find_curve_file(run), DataCurve)


def _train_on(about: RunFolder, share: float, context: JobContext[DataCurveRequest]) -> DataPoint:
    spec = about.read_training_spec().model_copy(update={"share": share, "trial_of": context.job.job_id})
    run = train.start(spec)
    try:
        while read_current_state(run).state in ACTIVE:
            context.cancel.raise_if_cancelled()
            time.sleep(POLL_SECONDS)
    except Cancelled:
        control.stop(run)
        raise
    best = LiveProgress(run).update().best
    if read_current_state(run).state != "finished" or not best:
        raise InputError(FAILED, share=f"{share:.0%}", run=run.run_id)
    choice = choices.find_choice(spec.dataset)
    return DataPoint(
        run=run.run_id, pictures=round(share * choice.training), accuracy=float(best["val_accuracy"]),
        training_accuracy=float(best["accuracy"]), n=choice.validation,
    )  # fmt: skip
