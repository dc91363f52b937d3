"""A curve of more data as a job: the same settings trained on a quarter, a half and all of the pictures."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from core.errors import InputError
from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind, Needs
from core.runs.folder import RunFolder


class DataCurveRequest(BaseModel):
    """The run whose settings are trained on fewer pictures."""

    model_config = ConfigDict(frozen=True)

    run: str


DATA_CURVE = Kind(
    name="data_curve",
    title=N_("Curve of more pictures"),
    spec=DataCurveRequest,
    work="core.search.data_curve:work",
    package="tensorflow",
    needs=Needs(memory=200 << 20),
    can_pause=True,
)


def start(run: RunFolder) -> JobFolder:
    """Put the curve in the queue; its trainings are runs.

    Raises:
        InputError: the run has trained a head alone, on features of all pictures.

    """
    if run.read_training_spec().head_only:
        raise InputError(N_("A head alone is trained on all pictures. Draw the curve of a run that trains a network."))
    return control.start(DATA_CURVE, DataCurveRequest(run=run.run_id), run.read_training_spec().dataset)


def find_curve_file(run: RunFolder) -> Path:
    """Where the curve of a run is kept; it may be absent."""
    return run.path / "data_curve.json"
