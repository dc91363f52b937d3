"""Adding a dataset as a job: an upload, a folder, a built-in, a published set, or a collection of pictures (a draft).

What is uploaded is put into the job's folder before the job starts, which frees memory of the web process. It is
removed when the job ends, and so is what was half done; a job whose worker died keeps both, and goes on where it
stopped when it is resumed, or when the same is asked for again.
"""

import filecmp
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from core import files, recent, workspace
from core.data.intake.layout.choices import LayoutChoices
from core.data.manifest import Source
from core.errors import InputError
from core.i18n import N_
from core.jobs import queue
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.worker.context import JobContext
from core.tasks.launching import choose_launcher
from core.tasks.spooling import spool

if TYPE_CHECKING:
    from core.data.intake.drafts import Draft
    from core.data.intake.sources import Given
    from core.data.intake.uploaded import Upload, UploadedFolder

UPLOAD, UPLOADS = "upload.zip", "upload"
AT_WORK = N_(
    "A dataset called {name} is being added at this moment (job {job}). Wait for it, cancel it, or choose another name."
)
QUICK_FILES, QUICK_BYTES = 200, 5_000_000  # are read within about a second
QUICK_SKETCHES = 60  # are drawn in that time


class AddRequest(BaseModel):
    """What to add, of which one is named: a built-in or a `path` on this machine, an uploaded zip, or a draft.

    `upload` is the name of a zip where it came from, or with `many_files` that of the folder, which may be empty.
    `copy_pictures` has those of a folder copied. `choices` say how folders are read.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    path: str | None = None
    upload: str | None = None
    many_files: bool = False
    draft: str | None = None
    copy_pictures: bool = False
    options: Mapping[str, int] = {}
    choices: LayoutChoices = LayoutChoices()


ADD_DATASET = Kind(
    name="add_dataset", title=N_("Adding a dataset"), spec=AddRequest, work="core.tasks.datasets.add_dataset:work"
)


def start(
    source: str | Path,
    name: str,
    *,
    copy: bool = False,
    options: Mapping[str, object] | None = None,
    choices: LayoutChoices | None = None,
) -> JobFolder:
    """Add a built-in or a folder or zip of this machine; `options` are numbers, or texts of numbers.

    Raises:
        InputError: the source, the name or an option cannot be used, or the name is taken.

    """
    # Imported here and below: listing jobs needs neither NumPy nor Pillow, and has to start in half a second.
    from core.data.intake import adding
    from core.data.intake.sources import recognise

    name = adding.check(source, name, options)
    found = recognise(source, options)
    request = AddRequest(
        name=name, path=found.location or found.kind, copy_pictures=copy, options=found.options,
        choices=choices or LayoutChoices(),
    )  # fmt: skip
    return _begin_or_go_on(request, quick=_is_quick(found))


def start_upload(
    file: IO[bytes], name: str, *, options: Mapping[str, int] | None = None, choices: LayoutChoices | None = None
) -> JobFolder:
    """Add an uploaded zip; `file` is not needed any more when this returns.

    Raises:
        InputError: the name or an option cannot be used, the name is taken, or the disk is full.

    """
    from core.data.intake import adding

    name = adding.check(file, name, options)
    request = AddRequest(
        name=name, upload=Path(file.name).name, options=options or {}, choices=choices or LayoutChoices()
    )
    with spool(file) as spooled:
        return _begin_or_go_on(request, quick=spooled.stat().st_size <= QUICK_BYTES, upload=spooled)


def start_files(
    uploads: "Sequence[Upload]",
    name: str,
    *,
    options: Mapping[str, int] | None = None,
    choices: LayoutChoices | None = None,
) -> JobFolder:
    """Add files that were uploaded one by one; none of them is needed any more when this returns.

    Raises:
        InputError: a name or an option cannot be used, the dataset's name is taken, or the disk is full.

    """
    from core.data.intake import adding, limits
    from core.data.intake.uploaded import UploadedFolder, find_common_name, measure_new, put_all

    shown = find_common_name(uploads)
    jobs = workspace.current().jobs
    name = adding.check(UploadedFolder(jobs, shown), name, options)
    request = AddRequest(
        name=name, upload=shown, many_files=True, options=options or {}, choices=choices or LayoutChoices()
    )
    with files.disk_errors(jobs):
        jobs.mkdir(parents=True, exist_ok=True)
    limits.check_room(measure_new(uploads, jobs), jobs)
    files.sweep(jobs)
    with files.temporary_folder(jobs) as half:
        put_all(uploads, half / UPLOADS)
        return _begin_or_go_on(request, quick=_is_small(half), upload=half / UPLOADS)


def start_draft(draft: "Draft", name: str) -> JobFolder:
    """Keep a collection as a dataset of copies; the collection stays.

    Raises:
        InputError: a class has too few pictures, the name cannot be used, or it is taken.

    """
    from core.data.intake import adding

    draft.check_complete()
    name = adding.check(draft.pictures_folder, name, None)
    request = AddRequest(name=name, draft=draft.draft_id, choices=LayoutChoices(reading="classes"))
    return _begin_or_go_on(request, quick=_is_small(draft.pictures_folder))


def restart(request: AddRequest, inputs: Path) -> JobFolder:
    """Start an addition again, with the inputs that an earlier one left; there are none of a folder of this machine."""
    kind = choose_launcher(ADD_DATASET, quick=False)
    job = JobFolder.create(workspace.current().jobs, kind, request, f"{kind.name}-{request.name}")
    if inputs.is_dir():
        inputs.rename(job.inputs)
    queue.submit(job)
    return job


def work(context: JobContext[AddRequest]) -> None:
    """Add the dataset, entirely or not at all; see `core.data.intake.adding`. Then count what is wrong with it."""
    from core.curation.current_state import load_state
    from core.data.intake import adding
    from core.data.intake.attempt import open_attempt
    from core.data.intake.layout.readings import AmbiguousLayoutError
    from core.tasks.datasets import reading_question

    request = context.spec
    context.phases.enter("adding")
    try:
        with _open_source(context.job, request) as source, open_attempt(context.job.inputs) as attempt:
            dataset = adding.add(
                source, request.name, copy=request.copy_pictures or request.draft is not None, options=request.options,
                choices=request.choices, attempt=attempt, progress=context.phases.progress, cancel=context.cancel,
            )  # fmt: skip
    except AmbiguousLayoutError as error:
        reading_question.ask(context.job, error.readings, error.samples)
        raise
    load_state(dataset)
    recent.remember("dataset", request.name)


def _begin_or_go_on(request: AddRequest, quick: bool, upload: Path | None = None) -> JobFolder:
    # Imported here: it knows of trainings too, of which nobody asks who lists jobs.
    from core.tasks import unfinished

    earlier = unfinished.go_on(ADD_DATASET, request, lambda job: upload is None or _has_uploaded(job, upload))
    if earlier:
        return earlier
    _check_not_at_work(request.name)
    return _begin(request, quick, upload)


def _check_not_at_work(name: str) -> None:
    """Of two additions under one name the slower would fail in its last moment."""
    from core.data.names import is_same_name
    from core.tasks import watching

    for job in watching.list_at_work(ADD_DATASET, lambda other: is_same_name(other.name, name)):
        raise InputError(AT_WORK, name=job.read_spec(AddRequest).name, job=job.job_id)


def _has_uploaded(job: JobFolder, upload: Path) -> bool:
    """Whether the job was given the same file, or files of the same names and contents."""
    with suppress(OSError):
        if upload.is_file():
            return filecmp.cmp(upload, job.inputs / UPLOAD, shallow=False)
        names, theirs = _list_files(upload), job.inputs / UPLOADS
        return names == _list_files(theirs) and not any(filecmp.cmpfiles(upload, theirs, names, shallow=False)[1:])
    return False


def _list_files(top: Path) -> list[str]:
    return sorted(path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file())


def _begin(request: AddRequest, quick: bool, upload: Path | None = None) -> JobFolder:
    kind = choose_launcher(ADD_DATASET, quick=quick)
    job = JobFolder.create(workspace.current().jobs, kind, request, f"{kind.name}-{request.name}")
    if upload:
        job.inputs.mkdir()
        upload.rename(job.inputs / (UPLOADS if request.many_files else UPLOAD))
    queue.submit(job)
    return job


@contextmanager
def _open_source(job: JobFolder, request: AddRequest) -> "Iterator[Given]":
    """The source to add; an upload is opened under its original name."""
    from core.data.intake import drafts

    if request.many_files:
        yield _find_uploads(job, request)
    elif request.upload is not None:
        with _open_upload(job, request.upload) as file:
            yield file
    elif request.draft is not None:
        yield drafts.find(request.draft).pictures_folder
    else:
        yield str(request.path)


def _find_uploads(job: JobFolder, request: AddRequest) -> "UploadedFolder":
    from core.data.intake.uploaded import UploadedFolder

    folder = job.inputs / UPLOADS
    if not folder.is_dir():
        text = N_("The uploaded files of {name} are not there any more. Upload them again.")
        raise InputError(text, name=request.name)
    return UploadedFolder(folder, request.upload or request.name)


def _open_upload(job: JobFolder, name: str) -> IO[bytes]:
    try:
        raw = io.FileIO(job.inputs / UPLOAD)
    except FileNotFoundError as error:
        raise InputError(N_("The uploaded file {file} is not there any more. Upload it again."), file=name) from error
    raw.name = name
    return io.BufferedReader(raw)


def _is_quick(source: Source) -> bool:
    if source.location:
        return _is_small(Path(source.location))
    return source.kind == "sketches" and source.options.get("count", QUICK_SKETCHES + 1) <= QUICK_SKETCHES


def _is_small(path: Path) -> bool:
    """Whether the files there can be read within about a second; looks at no more files than that."""
    if path.is_file():
        return path.stat().st_size <= QUICK_BYTES
    found = list(islice(path.rglob("*"), QUICK_FILES + 1))
    with suppress(OSError):
        return len(found) <= QUICK_FILES and sum(one.stat().st_size for one in found) <= QUICK_BYTES
    return False
