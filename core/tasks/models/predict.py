"""Predicting the pictures of a batch, as a job in a thread of this process; the answers are in memory, in the batch."""

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from core.cancel import Cancelled
from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.worker.context import JobContext

if TYPE_CHECKING:
    from core.inference.asking.batch import Batch
    from core.inference.model import Model


class PredictRequest(BaseModel):
    """Which model, and which batch of this process: nothing of the pictures themselves is written down."""

    model_config = ConfigDict(frozen=True)

    model: str
    batch: str


PREDICT = Kind(
    name="predict",
    title=N_("Prediction"),
    spec=PredictRequest,
    work="core.tasks.models.predict:work",
    lane="prediction",  # its own slots: somebody looks at the screen
    launcher="thread",
)


def start(model: "Model", batch: "Batch") -> JobFolder:
    """Answer what waits in the batch."""
    return control.start(PREDICT, PredictRequest(model=model.id, batch=batch.batch_id), model.id)


def work(context: JobContext[PredictRequest]) -> None:
    # Imported here: whoever starts a job, or shows it, needs nothing of what does it.
    from core.inference.asking.batch import find

    batch = find(context.spec.batch)
    if batch is None:  # whoever asked is gone, and the pictures with them
        raise Cancelled
    context.phases.enter("predicting")
    batch.work(context.phases.progress, context.cancel)
