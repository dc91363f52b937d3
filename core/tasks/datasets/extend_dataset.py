"""Making a dataset of another one and some labelled pictures, as a job; the pictures lie in its folder meanwhile."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from core import files, recent, workspace
from core.errors import InputError
from core.i18n import N_
from core.jobs import queue
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.worker.context import JobContext
from core.tasks.launching import choose_launcher, is_quick

if TYPE_CHECKING:
    from core.curation.leaving.extend import Labelled
    from core.data.datasets import Dataset


class AddedPicture(BaseModel):
    """One of the pictures: what it is called, and its class. Its file in the job's folder has its place as a name."""

    model_config = ConfigDict(frozen=True)

    name: str
    label: str


class ExtendRequest(BaseModel):
    """Which dataset to begin with, what to call the new one, and what to add.

    `repeat` is the run whose training is repeated with the new dataset; None trains nothing.
    """

    model_config = ConfigDict(frozen=True)

    dataset: str
    name: str
    pictures: tuple[AddedPicture, ...]
    repeat: str | None = None


class ExtendResult(BaseModel):
    """The training that was started with the new dataset; None if none was asked for, or it was refused."""

    run: str | None


EXTEND_DATASET = Kind(
    name="extend_dataset",
    title=N_("Adding pictures to a dataset"),
    spec=ExtendRequest,
    work="core.tasks.datasets.extend_dataset:work",
)


def start(dataset: "Dataset", name: str, pictures: "Sequence[Labelled]", *, repeat: str | None = None) -> JobFolder:
    """Make the dataset `name`; the files of the pictures are not needed any more when this returns.

    With a run to `repeat`, a training with its settings and the new dataset begins at the end.

    Raises:
        InputError: the name cannot be used or is taken, or the disk is full.

    """
    # Imported here: listing jobs needs neither NumPy nor Pillow, and has to start in half a second.
    from core.data import names as naming
    from core.data.intake import adding
    from core.data.pixels.picture_file import read

    name = adding.check(dataset.root, naming.normalize_name(name), None)
    added = tuple(AddedPicture(name=picture.name, label=picture.label) for picture in pictures)
    request = ExtendRequest(dataset=dataset.name, name=name, pictures=added, repeat=repeat)
    kind = choose_launcher(EXTEND_DATASET, quick=is_quick(dataset.list_pictures()))
    job = JobFolder.create(workspace.current().jobs, kind, request, f"{kind.name}-{name}")
    with files.disk_errors(job.path):
        job.inputs.mkdir()
        for number, picture in enumerate(pictures):
            (job.inputs / str(number)).write_bytes(read(picture.source, picture.name))
    queue.submit(job)
    return job


def work(context: JobContext[ExtendRequest]) -> None:
    # Imported here: whoever starts a job, or shows it, needs nothing of what does it.
    from core.curation.current_state import load_state
    from core.curation.leaving.extend import Labelled, extend
    from core.data import datasets

    request = context.spec
    pictures = [
        Labelled(Path(context.job.inputs / str(number)), picture.name, picture.label)
        for number, picture in enumerate(request.pictures)
    ]
    context.phases.enter("adding")
    dataset = extend(
        datasets.load(request.dataset), request.name, pictures, progress=context.phases.progress, cancel=context.cancel
    )
    load_state(dataset)
    recent.remember("dataset", request.name)
    context.job.write_result(ExtendResult(run=_train_again(request.repeat, request.name) if request.repeat else None))


def _train_again(run_id: str, dataset: str) -> str | None:
    from core.runs import folder
    from core.tasks import train

    with suppress(InputError):  # the form of the training says it again
        spec = folder.find(run_id).read_training_spec()
        return train.start(spec.model_copy(update={"dataset": dataset})).run_id
    return None
