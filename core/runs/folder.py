"""A run is a folder, and the folder is the truth: pages, command line and worker meet here."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from core import workspace
from core.errors import InputError
from core.files import DiskFullError, disk_errors, write_atomically
from core.i18n import N_
from core.runs.state import Launched, Result, RunState, Wish
from core.specs.training_spec import TrainingSpec

Model = TypeVar("Model", bound=BaseModel)
STATE_BYTES = 2048  # `state.json` is filled up to this size, so that it can be written over where it lies


@dataclass(frozen=True)
class RunFolder:
    """The files of one run. Reading tolerates what is not there yet; writing replaces in one step."""

    path: Path

    @property
    def run_id(self) -> str:
        return self.path.name

    @property
    def events(self) -> Path:
        return self.path / "events.jsonl"

    @property
    def log(self) -> Path:
        return self.path / "log.txt"

    @property
    def checkpoint(self) -> Path:
        return self.path / "checkpoint"

    @property
    def saved(self) -> Path:
        """Where a resumed worker goes on from."""
        return self.checkpoint / "training.arrays"

    def best_weights(self, epoch: int) -> Path:
        return self.checkpoint / f"best-{epoch}.arrays"

    @property
    def keras_model(self) -> Path:
        return self.path / "model.keras"

    @property
    def onnx_model(self) -> Path:
        return self.path / "model.onnx"

    @property
    def inside(self) -> Path:
        return self.path / "inside"

    @property
    def head(self) -> Path:
        """The last layer by itself, of a run that has trained nothing else."""
        return self.path / "head.npz"

    @property
    def neighbours(self) -> Path:
        """The training pictures as the backbone sees them, kept when they are first asked for."""
        return self.path / "neighbours.npz"

    @property
    def evaluation(self) -> Path:
        return self.path / "evaluation"

    def spec(self) -> TrainingSpec:
        return _read(self.path / "spec.json", TrainingSpec)

    def state(self) -> RunState:
        return _read(self.path / "state.json", RunState)

    def launched(self) -> Launched | None:
        """The process that was started for it last; None if that was never told."""
        path = self.path / "launched.json"
        return _read(path, Launched) if path.exists() else None

    def result(self) -> Result | None:
        path = self.path / "result.json"
        return _read(path, Result) if path.exists() else None

    def classes(self) -> list[str]:
        """The labels in the order of the model's outputs; empty before the dataset was opened."""
        path = self.path / "classes.json"
        return list(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else []

    def wish(self) -> Wish:
        """What the user wants of the run now."""
        path = self.path / "control.json"
        wish: Wish = json.loads(path.read_text(encoding="utf-8"))["wish"] if path.exists() else "run"
        return wish

    def write_state(self, state: RunState) -> None:
        """On a full disk the old text is written over in its place: the last word about a run has to get through."""
        path, text = self.path / "state.json", state.model_dump_json(indent=1).ljust(STATE_BYTES)
        try:
            write_atomically(path, text)
        except DiskFullError:
            with path.open("r+", encoding="utf-8") as file:
                file.write(text)

    def write_launched(self, launched: Launched) -> None:
        write_atomically(self.path / "launched.json", launched.model_dump_json(indent=1))

    def write_result(self, result: Result) -> None:
        write_atomically(self.path / "result.json", result.model_dump_json(indent=1))

    def write_classes(self, classes: list[str]) -> None:
        write_atomically(self.path / "classes.json", json.dumps(classes, ensure_ascii=False))

    def write_wish(self, wish: Wish) -> None:
        write_atomically(self.path / "control.json", json.dumps({"wish": wish}))


def create(spec: TrainingSpec) -> RunFolder:
    """A new run, queued; its name tells when, what and on what, and sorts by time."""
    now = datetime.now(UTC)
    dataset = re.sub(r"[^\w-]+", "-", spec.dataset)[:40]
    base = f"{now:%Y%m%d-%H%M%S}-{spec.architecture}-{dataset}"
    with disk_errors(workspace.current().runs):
        path = _new_folder(workspace.current().runs, base)
    run = RunFolder(path)
    write_atomically(path / "spec.json", spec.model_dump_json(indent=1))
    run.write_state(RunState(created=now.timestamp(), heartbeat=now.timestamp()))
    return run


def _new_folder(parent: Path, base: str) -> Path:
    number = 1
    while True:
        path = parent / (base if number == 1 else f"{base}-{number}")
        try:
            path.mkdir()
        except FileExistsError:
            number += 1
        else:
            return path


def find(run_id: str) -> RunFolder:
    """The run of that name; `last` is the newest one."""
    if run_id == "last" and (newest := next(all_runs(), None)):
        return newest
    path = workspace.current().runs / run_id
    if not run_id or path.parent != workspace.current().runs or not (path / "state.json").exists():
        raise InputError(N_("There is no run called {run}. Choose one from the list of runs."), run=run_id)
    return RunFolder(path)


def all_runs() -> Iterator[RunFolder]:
    """Every run, the newest first."""
    for path in sorted(workspace.current().runs.iterdir(), reverse=True):
        if (path / "state.json").exists() and (path / "spec.json").exists():
            yield RunFolder(path)


def _read(path: Path, model: type[Model]) -> Model:
    try:
        return model.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError(
            N_("{path} is missing or damaged. Remove this run and start it again."), path=str(path)
        ) from error
