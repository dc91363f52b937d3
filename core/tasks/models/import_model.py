"""Importing a model from a bundle, as a job: a file of this machine, or an upload."""

from pathlib import Path
from typing import IO

from pydantic import BaseModel, ConfigDict

from core import recent, workspace
from core.i18n import N_
from core.jobs import control, queue
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.worker.context import JobContext
from core.tasks.spooling import spool

UPLOAD = "upload.zip"


class ImportRequest(BaseModel):
    """The bundle at `path`, or the one that was uploaded and called `shown`; the model's new name."""

    model_config = ConfigDict(frozen=True)

    name: str
    shown: str
    path: str | None = None


class ImportResult(BaseModel):
    """The model that was imported, by its name, and its classes."""

    model: str
    classes: tuple[str, ...]
    image_size: int


IMPORT_MODEL = Kind(
    name="import_model", title=N_("Import of a model"), spec=ImportRequest, work="core.tasks.models.import_model:work"
)


def start(path: Path, name: str) -> JobFolder:
    """Import the bundle at that path, which may be relative to the folder this process is in.

    Raises:
        InputError: the name cannot be used, or is taken.

    """
    from core.inference.imported.importing import check_name

    request = ImportRequest(name=check_name(name), shown=path.name, path=str(path.absolute()))
    return control.start(IMPORT_MODEL, request, request.name)


def start_upload(file: IO[bytes], name: str) -> JobFolder:
    """Import an uploaded bundle; `file` is not needed any more when this returns.

    Raises:
        InputError: the name cannot be used, or is taken, or the disk is full.

    """
    from core.inference.imported.importing import check_name

    request = ImportRequest(name=check_name(name), shown=Path(file.name).name)
    with spool(file) as spooled:
        job = JobFolder.create(workspace.current().jobs, IMPORT_MODEL, request, f"{IMPORT_MODEL.name}-{request.name}")
        job.inputs.mkdir()
        spooled.rename(job.inputs / UPLOAD)
        queue.submit(job)
    return job


def work(context: JobContext[ImportRequest]) -> None:
    # Imported here: whoever starts a job, or shows it, needs nothing of what does it.
    from core.inference.imported.importing import import_bundle

    request = context.spec
    context.phases.enter("importing")
    context.cancel.raise_if_cancelled()
    path = Path(request.path) if request.path else context.job.inputs / UPLOAD
    model = import_bundle(path, request.name, context.cancel, shown=request.shown)
    recent.remember("model", model.id)
    context.phases.progress(1, 1)
    context.job.write_result(ImportResult(model=model.id, classes=model.classes, image_size=model.image_size))
