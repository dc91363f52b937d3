"""Drawing the map of a dataset's pictures, as a job: features that are missing, then a position for each picture."""

from pydantic import BaseModel, ConfigDict

from core.data import datasets
from core.data.datasets import Dataset
from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.worker.context import JobContext
from core.tasks.launching import choose_launcher, is_quick


class MapRequest(BaseModel):
    """Whose pictures to draw."""

    model_config = ConfigDict(frozen=True)

    dataset: str


MAP_PICTURES = Kind(
    name="map_pictures", title=N_("Map of the pictures"), spec=MapRequest, work="core.tasks.datasets.map_pictures:work"
)


def start(dataset: Dataset) -> JobFolder:
    """Draw the map of the dataset."""
    kind = choose_launcher(MAP_PICTURES, quick=is_quick(dataset.list_pictures()))
    return control.start(kind, MapRequest(dataset=dataset.name), dataset.name)


def work(context: JobContext[MapRequest]) -> None:
    # Imported here: starting or showing a job does not need what does it.
    from core.curation.map import picture_map

    dataset = datasets.load(context.spec.dataset)
    context.phases.enter("features")
    rows = picture_map.compute_rows(dataset, progress=context.phases.progress, cancel=context.cancel)
    context.phases.enter("placing")
    picture_map.draw(dataset, rows, progress=context.phases.progress, cancel=context.cancel)
