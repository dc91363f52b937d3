"""Computing features of a model's training pictures, as a job; predictions then say how familiar a picture is."""

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from core.errors import InputError
from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.worker.context import JobContext

if TYPE_CHECKING:
    from core.inference.model import Model


class NeighboursRequest(BaseModel):
    """Whose training pictures to look at."""

    model_config = ConfigDict(frozen=True)

    model: str


NEIGHBOURS = Kind(
    name="neighbours",
    title=N_("Comparison with the training pictures"),
    spec=NeighboursRequest,
    work="core.tasks.models.neighbours:work",
)


def start(model: "Model") -> JobFolder:
    """Look at the pictures that the model was trained on; where there are few, that is done without being asked."""
    return control.start(NEIGHBOURS, NeighboursRequest(model=model.id), model.id)


def work(context: JobContext[NeighboursRequest]) -> None:
    # Imported here: whoever starts a job, or shows it, needs nothing of what does it.
    from core.inference.familiar import neighbours
    from core.inference.models import find_model

    model = find_model(context.spec.model)
    if model.training is None:
        raise InputError(
            N_("What {model} was trained on is not here, so nothing can be compared with it."), model=model.id
        )
    context.phases.enter("looking")
    neighbours.find(model.training, progress=context.phases.progress, cancel=context.cancel)
