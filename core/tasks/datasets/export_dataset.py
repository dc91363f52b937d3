"""Exporting a dataset as it was decided, into folders or a zip on this machine or to be downloaded, as a job."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from core import quota, workspace
from core.data import datasets
from core.data.datasets import Dataset
from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.worker.context import JobContext
from core.tasks.launching import choose_launcher, is_quick

Form = Literal["folders", "zip"]
FILES = "files"  # in the job's folder: what is to be downloaded


class DatasetExportRequest(BaseModel):
    """Which dataset to write, in which form, and into which folder.

    Without a folder it is written into that of the job, to be downloaded.
    """

    model_config = ConfigDict(frozen=True)

    dataset: str
    form: Form
    folder: str | None = None


class DatasetExportResult(BaseModel):
    """As `core.curation.leaving.export_folders.Export`."""

    path: str
    pictures: int
    bytes: int
    renamed: Mapping[str, str]


EXPORT_DATASET = Kind(
    name="export_dataset", title=N_("Export of a dataset"), spec=DatasetExportRequest,
    work="core.tasks.datasets.export_dataset:work",
)  # fmt: skip


def start(dataset: Dataset, form: Form, folder: Path) -> JobFolder:
    """Write the dataset into that folder, which may be relative to the one this process is in.

    Raises:
        InputError: the machine is somebody else's.

    """
    quota.current().check_place(folder)
    return _begin(dataset, DatasetExportRequest(dataset=dataset.name, form=form, folder=str(folder.absolute())))


def start_download(dataset: Dataset) -> JobFolder:
    """Write the dataset as a zip into the job's folder."""
    return _begin(dataset, DatasetExportRequest(dataset=dataset.name, form="zip"))


def _begin(dataset: Dataset, request: DatasetExportRequest) -> JobFolder:
    kind = choose_launcher(EXPORT_DATASET, quick=is_quick(dataset.list_pictures()))
    return control.start(kind, request, dataset.name)


def is_for_download(path: Path) -> bool:
    """Whether what was written lies in the folder of its job."""
    return path.parent.name == FILES and path.is_relative_to(workspace.current().jobs)


def work(context: JobContext[DatasetExportRequest]) -> None:
    # Imported here: whoever starts a job, or shows it, needs nothing of what does it.
    from core.curation.leaving.export_folders import export_folders, export_zip

    export = export_zip if context.spec.form == "zip" else export_folders
    dataset = datasets.load(context.spec.dataset)
    context.phases.enter("copying")
    target = Path(context.spec.folder) if context.spec.folder else context.job.path / FILES
    quota.current().check_place(target)
    written = export(dataset, target, progress=context.phases.progress, cancel=context.cancel)
    context.job.write_result(
        DatasetExportResult(
            path=str(written.path), pictures=written.pictures, bytes=written.bytes, renamed=written.renamed
        )
    )
