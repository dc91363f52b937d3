"""A job is a folder. Pages, the command line and the worker share its state through these files alone."""

import json
import logging
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, TypeVar, get_args

from pydantic import BaseModel

from core import workspace
from core.errors import InputError
from core.files import (
    DamagedFileError,
    DiskFullError,
    disk_errors,
    json_text,
    read_json,
    temporary_folder,
    write_atomically,
    write_json,
)
from core.i18n import N_
from core.jobs.events import measure_size
from core.jobs.kind import Kind, Spec
from core.jobs.state import Facts, JobState, Request

Model = TypeVar("Model", bound=BaseModel)
STATE_BYTES = 2048  # `state.json` is filled up to this size, so that it can be written over where it lies
DAMAGED = N_(
    "{path} is missing or damaged. Start again with the same settings; what {job} has produced so far is kept."
)
FILES = ("state.json", "events.jsonl", "job.json", "spec.json", "result.json", "log.txt")  # each shows a job
SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
log = logging.getLogger("glassbox")


@dataclass(frozen=True)
class JobFolder:
    """The files of one job. Files that do not exist yet are no error; every write is atomic."""

    path: Path

    @property
    def job_id(self) -> str:
        return self.path.name

    @property
    def events(self) -> Path:
        return self.path / "events.jsonl"

    @property
    def log(self) -> Path:
        return self.path / "log.txt"

    @property
    def scratch(self) -> Path:
        """A folder for intermediate files; removed when the job ends, however it ends."""
        return self.path / "scratch"

    @property
    def inputs(self) -> Path:
        """A folder for input files of this job alone, such as an upload; removed when the job has ended."""
        return self.path / "inputs"

    def read_facts(self) -> Facts:
        """What never changes about the job.

        Raises:
            InputError: the file is missing or damaged.

        """
        return self._read("job.json", Facts)

    def read_spec(self, model: type[Model]) -> Model:
        """The spec of the job; `model` is its kind's.

        Raises:
            InputError: the file is missing or damaged.

        """
        return self._read("spec.json", model)

    def read_state(self) -> JobState:
        """The state as it was last written; whether that is still so, `core.jobs.life` says.

        Raises:
            InputError: the file is missing or damaged; `core.jobs.repair.read_state` may know more then.

        """
        return self._read("state.json", JobState)

    def read_result(self, model: type[Model]) -> Model | None:
        """The result of the job; None if none was written.

        Raises:
            InputError: the file is damaged.

        """
        return read_json(self.path / "result.json", model, DAMAGED, job=self.job_id)

    def has_lost_events(self) -> bool:
        """Whether there are fewer events than the workers had written; a damaged state cannot tell."""
        try:
            recorded = self.read_state().recorded  # before the size, which a worker adds to first
        except InputError:
            return False
        return measure_size(self.events) < recorded

    def read_request(self) -> Request:
        """The current request: run, pause or stop. A damaged file counts as run; the next request rewrites it."""
        path = self.path / "control.json"
        try:
            asked: Request = json.loads(path.read_text(encoding="utf-8")).get("request", "run")
        except FileNotFoundError:
            return "run"
        except (OSError, ValueError, AttributeError):
            log.warning("%s is damaged; nothing is asked of this job", path, exc_info=True)
            return "run"
        return asked if asked in get_args(Request) else "run"

    def write_state(self, state: JobState) -> None:
        """Replace the state. On a full disk it is overwritten in place, since the end of a job must be recorded."""
        path, text = self.path / "state.json", json_text(state).ljust(STATE_BYTES)
        try:
            write_atomically(path, text)
        except DiskFullError:
            with path.open("r+", encoding="utf-8") as file:
                file.write(text)

    def change_state(self, **changes: object) -> None:
        """Write the state with these fields changed, for a job without a worker."""
        self.write_state(self.read_state().model_copy(update={"heartbeat": time.time(), **changes}))

    def write_result(self, result: BaseModel) -> None:
        write_json(self.path / "result.json", result)

    def write_request(self, request: Request) -> None:
        write_json(self.path / "control.json", {"request": request})

    def clear_scratch(self) -> None:
        """Remove the intermediate files."""
        shutil.rmtree(self.scratch, ignore_errors=True)

    def clear(self) -> None:
        """Remove what an ended job no longer needs: intermediate files and inputs."""
        self.clear_scratch()
        shutil.rmtree(self.inputs, ignore_errors=True)

    def _read(self, name: str, model: type[Model]) -> Model:
        path = self.path / name
        if (found := read_json(path, model, DAMAGED, job=self.job_id)) is None:
            raise DamagedFileError(path, DAMAGED, job=self.job_id)
        return found

    @classmethod
    def create(cls, parent: Path, kind: Kind[Spec], spec: Spec, what: str) -> Self:
        """Create a folder with a job that is not in the queue yet; `what` is the readable part of its name.

        Raises:
            InputError: this installation lacks what such work needs, or the disk is full.

        """
        if absent := kind.explain_absence():
            raise InputError(absent.text, **absent.values)
        now = datetime.now(UTC)
        with disk_errors(parent):
            parent.mkdir(parents=True, exist_ok=True)
            with temporary_folder(parent) as half:  # so that a folder with a job's name is that of a whole job
                write_json(half / "spec.json", spec)
                write_json(half / "job.json", Facts.of(kind, workspace.current().owner))
                cls(half).write_state(JobState(created=now.timestamp(), heartbeat=now.timestamp()))
                path = _choose_path(parent, now, what)
                half.rename(path)
        return cls(path)


def find(job_id: str) -> JobFolder:
    """The job of that name; `last` is the newest one.

    Raises:
        InputError: there is none.

    """
    if job_id == "last" and (newest := next(list_jobs(), None)):
        return newest
    parent = workspace.current().jobs
    path = parent / job_id
    if not job_id or path.parent != parent or not is_job(path):
        raise InputError(N_("There is no job called {job}. Choose one from the list of jobs."), job=job_id)
    return JobFolder(path)


def list_jobs() -> Iterator[JobFolder]:
    """Every job of this workspace except runs, the newest first."""
    for path in list_folders(workspace.current().jobs):
        yield JobFolder(path)


def list_folders(parent: Path) -> list[Path]:
    """The folders of jobs in `parent`, the newest first."""
    if not parent.is_dir():
        return []
    return [path for path in sorted(parent.iterdir(), reverse=True) if is_job(path)]


def is_job(path: Path) -> bool:
    """Whether a folder is that of a job: it has a state, or shows that it had one."""
    return not path.name.startswith(".") and any((path / name).exists() for name in FILES)


def _choose_path(parent: Path, now: datetime, what: str) -> Path:
    """Named by when, what, and signs that no other job has: the first three go on with the time, the rest are drawn."""
    plain = re.sub(r"[^\w-]+", "-", what)[:60]
    while (path := parent / f"{now:%Y%m%d-%H%M%S}-{plain}-{_draw_suffix(now.microsecond)}").exists():
        pass
    return path


def _draw_suffix(microsecond: int) -> str:
    place, ordered = microsecond * len(SIGNS) ** 3 // 1_000_000, ""
    for _ in range(3):
        place, sign = divmod(place, len(SIGNS))
        ordered = SIGNS[sign] + ordered
    return ordered + "".join(secrets.choice(SIGNS) for _ in range(4))
