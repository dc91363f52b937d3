"""The folder of a run: that of its job, and the files that only a training has."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, model_validator

from core import workspace
from core.data import index
from core.errors import InputError
from core.files import DamagedFileError, none_if_damaged, read_json, write_json
from core.i18n import N_
from core.jobs.folder import JobFolder, folders, is_job
from core.jobs.state import Facts
from core.runs.kind import kind_for
from core.runs.result import Result
from core.specs.training_spec import TrainingSpec


class Classes(BaseModel):
    """`classes.json`: the labels in the order of the model's outputs."""

    classes: list[str]

    @model_validator(mode="before")
    @classmethod
    def _of_an_earlier_version(cls, value: Any) -> Any:
        """Which kept the bare list."""
        return {"classes": value} if isinstance(value, list) else value


@dataclass(frozen=True)
class RunFolder(JobFolder):
    """The files of one run. Reading tolerates what is not there yet; writing replaces in one step."""

    @property
    def run_id(self) -> str:
        return self.path.name

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

    def facts(self) -> Facts:
        """What never changes about the job; of a run it follows from its spec, where its file is missing or damaged."""
        try:
            return super().facts()
        except InputError:
            return Facts.of(kind_for(self.spec()), workspace.current().owner)

    def spec(self) -> TrainingSpec:
        return self.read_spec(TrainingSpec)

    def result(self) -> Result | None:
        return self.read_result(Result)

    def classes(self) -> list[str]:
        """The labels in the order of the model's outputs; empty before the dataset was opened.

        Where the file cannot be read they are those that the run learned from, in their order.

        Raises:
            DamagedFileError: what the run learned from cannot be read either.

        """
        try:
            text = N_("{path} is damaged. Train another run with the same settings.")
            found = read_json(self.path / "classes.json", Classes, text)
        except DamagedFileError:
            if labels := self._learned_labels():
                return labels
            raise
        return found.classes if found else self._learned_labels()

    def _learned_labels(self) -> list[str]:
        records = none_if_damaged(index.load_copy)(self.path) or ()
        return sorted({str(record.label) for record in records if record.usable})

    def write_classes(self, classes: list[str]) -> None:
        write_json(self.path / "classes.json", Classes(classes=classes))


def create(spec: TrainingSpec) -> RunFolder:
    """A new run that waits to be put in the queue; its name tells when, what and on what, and sorts by time."""
    what = f"{spec.architecture}-{spec.dataset[:40]}"
    return RunFolder.create(workspace.current().runs, kind_for(spec), spec, what)


def find(run_id: str) -> RunFolder:
    """The run of that name; `last` is the newest one."""
    if run_id == "last" and (newest := next(all_runs(), None)):
        return newest
    path = workspace.current().runs / run_id
    if not run_id or path.parent != workspace.current().runs or not is_job(path):
        raise InputError(N_("There is no run called {run}. Choose one from the list of runs."), run=run_id)
    return RunFolder(path)


def all_runs() -> Iterator[RunFolder]:
    """Every run, the newest first."""
    for path in folders(workspace.current().runs):
        yield RunFolder(path)
