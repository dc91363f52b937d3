"""Exporting a model, as a job: into a folder of this machine, or to be downloaded; it is checked before it appears."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from core.errors import InputError
from core.i18n import N_, Message
from core.jobs import control, folder
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.life import read_state
from core.jobs.worker.context import JobContext
from core.tasks.launching import choose_launcher

if TYPE_CHECKING:
    from core.export.format import ExportFormat
    from core.inference.model import Model


KERAS = "tensorflow"  # the package that brings it
WITH_CARD = ("bundle", "card")  # formats that tell what evaluations have found
FILES = "files"  # in the job's folder: what is to be downloaded


class ExportRequest(BaseModel):
    """Which model to write, by its name, in which of `core.export.formats.FORMATS`, and into which folder.

    Without a folder it is one file in the folder of the job, to be downloaded; `rule` tells then by which decision rule
    of the model, see `_describe_rule`.
    """

    model_config = ConfigDict(frozen=True)

    model: str
    format: str
    folder: str | None = None
    rule: str | None = None


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


EXPORT = Kind(name="export", title=N_("Export of a model"), spec=ExportRequest, work="core.tasks.models.export:work")


def start(model: "Model", chosen: "ExportFormat", target: Path) -> JobFolder:
    """Write the model into that folder, which may be relative to the one this process is in."""
    request = ExportRequest(model=model.id, format=chosen.name, folder=str(target.absolute()))
    return _begin(request, chosen)


def start_download(model: "Model", chosen: "ExportFormat") -> JobFolder:
    """Write the model as one file into the job's folder, in place of what an earlier such job has written."""
    for job in _list_downloads(model.id, chosen.name):
        with suppress(InputError):  # it has just begun again
            control.remove(job)
    return _begin(ExportRequest(model=model.id, format=chosen.name, rule=_describe_rule(model)), chosen)


def find_downloads(model: "Model") -> "Mapping[str, ExportResult]":
    """What was written to be downloaded and is still as the model is, by the names of the formats."""
    rule, changed = _describe_rule(model), _find_newest(model.files.values())
    evaluated = max(changed, _find_newest(model.evaluations.rglob("*.npz")))
    found: dict[str, ExportResult] = {}
    for job in _list_downloads(model.id):
        with suppress(InputError):
            state, result = read_state(job), job.read_result(ExportResult)
            if not result or state.state != "finished" or job.read_spec(ExportRequest).rule != rule:
                continue
            needed = evaluated if result.format in WITH_CARD else changed
            if state.created >= needed and Path(result.path).is_file():
                found.setdefault(result.format, result)
    return found


def _describe_rule(model: "Model") -> str:
    """The decision rule that is kept with the model, as text to compare; empty if it is damaged."""
    from core.inference.decision import read_decision

    try:
        return repr(read_decision(model))
    except InputError:
        return ""


def _find_newest(paths: Iterable[Path]) -> float:
    """When the last of the files that are there was changed, in seconds since 1970."""
    return max((path.stat().st_mtime for path in paths if path.exists()), default=0)


def _list_downloads(model: str, form: str | None = None) -> Iterator[JobFolder]:
    """The jobs that have written, or write, this model to be downloaded, the newest first."""
    for job in folder.list_jobs():
        with suppress(InputError):
            if job.read_facts().kind != EXPORT.name:
                continue
            request = job.read_spec(ExportRequest)
            if request.folder is None and request.model == model and form in (None, request.format):
                yield job


def find_obstacle(model: "Model", chosen: "ExportFormat") -> Message | None:
    """Why the model cannot be had in this format: it is not what the format is of, or Keras is not installed here."""
    return chosen.find_obstacle(model) or _choose_kind(chosen).explain_absence()


def _begin(request: ExportRequest, chosen: "ExportFormat") -> JobFolder:
    return control.start(_choose_kind(chosen), request, f"{request.model}-{chosen.name}")


def _choose_kind(chosen: "ExportFormat") -> Kind[ExportRequest]:
    if chosen.needs_keras:
        return replace(EXPORT, package=KERAS)
    return choose_launcher(EXPORT, quick=True)


def work(context: JobContext[ExportRequest]) -> None:
    # Imported here: whoever starts a job, or shows it, needs nothing of what does it.
    from dataclasses import asdict

    from core.export.formats import find_format
    from core.inference.models import find_model

    request = context.spec
    context.phases.enter("exporting")
    context.cancel.raise_if_cancelled()
    model, chosen = find_model(request.model), find_format(request.format)
    target = Path(request.folder) if request.folder else context.job.path / FILES
    exported = chosen.export(model, target, context.cancel)
    path = exported.path if request.folder else _pack_folder(exported.path)
    context.phases.progress(1, 1)
    context.job.write_result(ExportResult.model_validate(asdict(exported) | {"path": str(path)}))


def _pack_folder(path: Path) -> Path:
    """The file, or the folder as a zip in its place: a browser downloads files."""
    if path.is_file():
        return path
    packed = shutil.make_archive(str(path), "zip", path.parent, path.name)
    shutil.rmtree(path)
    return Path(packed)
