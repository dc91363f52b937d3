"""Exporting a model into a folder of this machine, as a job; the file is checked before it appears there."""

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.worker.context import JobContext
from core.tasks.launching import choose_launcher

if TYPE_CHECKING:
    from core.export.format import ExportFormat
    from core.inference.model import Model


class ExportRequest(BaseModel):
    """Which model to write, by its name, in which of `core.export.formats.FORMATS`, and into which folder."""

    model_config = ConfigDict(frozen=True)

    model: str
    format: str
    folder: str


class CheckedAnswers(BaseModel):
    """As `core.export.format.Checked`."""

    pictures: int
    largest_difference: float
    changed_decisions: int


class ExportResult(BaseModel):
    """As `core.export.format.Exported`."""

    model: str
    format: str
    path: str
    bytes: int
    checked: CheckedAnswers


EXPORT = Kind(name="export", title=N_("Export of a model"), spec=ExportRequest, work="core.tasks.export:work")


def start(model: "Model", chosen: "ExportFormat", folder: Path) -> JobFolder:
    """Write the model into that folder, which may be relative to the one this process is in."""
    request = ExportRequest(model=model.id, format=chosen.name, folder=str(folder.absolute()))
    kind = choose_launcher(EXPORT, quick=not chosen.needs_keras)
    return control.start(kind, request, f"{model.id}-{chosen.name}")


def work(context: JobContext[ExportRequest]) -> None:
    # Imported here: whoever starts a job, or shows it, needs nothing of what does it.
    from dataclasses import asdict

    from core.export.formats import find_format
    from core.inference.models import find_model

    request = context.spec
    context.phases.enter("exporting")
    context.cancel.raise_if_cancelled()
    model, chosen = find_model(request.model), find_format(request.format)
    exported = chosen.export(model, Path(request.folder), context.cancel)
    context.phases.progress(1, 1)
    context.job.write_result(ExportResult.model_validate(asdict(exported) | {"path": str(exported.path)}))
