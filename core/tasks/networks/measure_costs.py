"""Measuring what networks cost on this machine, as a job of a few minutes; the model is then the site's."""

from pydantic import BaseModel, ConfigDict

from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind, Needs
from core.jobs.lanes import TRAINING
from core.runs.kind import ENVIRONMENT


class MeasureRequest(BaseModel):
    """How many designs are measured; each takes about a quarter of a minute."""

    model_config = ConfigDict(frozen=True)

    designs: int = 12


MEASURE_COSTS = Kind(
    name="measure_costs",
    title=N_("Measurement of this machine"),
    spec=MeasureRequest,
    work="core.training.cost.measure_all:work",
    package="tensorflow",
    lane=TRAINING,  # a training beside it would be measured along
    needs=Needs(memory=2 << 30),
    environment=ENVIRONMENT,
)


def start(request: MeasureRequest | None = None) -> JobFolder:
    """Put the measurement in the queue of trainings."""
    return control.start(MEASURE_COSTS, request or MeasureRequest(), "")
