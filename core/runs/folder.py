"""The folder of a run: that of its job, and the files that only a training has."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, model_validator

from core import workspace
from core.data import index
from core.data.pixels.view import View
from core.errors import InputError
from core.files import DamagedFileError, none_if_damaged, read_json, write_json
from core.i18n import N_
from core.jobs.folder import JobFolder, is_job, list_folders
from core.jobs.state import Facts
from core.networks.design.names import make_slug
from core.runs.kind import choose_kind
from core.runs.result import Result
from core.specs.training_spec import TrainingSpec
from core.units import sort_names

RESULT_DAMAGED = N_(
    "{path} is damaged, so the figures of this run cannot be read; its model is as it was, and still answers. Repair "
    "the run: that rebuilds them from what was recorded."
)


class Classes(BaseModel):
    """`classes.json`: the labels in the order of the model's outputs, and how a picture is brought to its input."""

    classes: list[str]
    view: View = View.STRETCH

    @model_validator(mode="before")
    @classmethod
    def _read_earlier_version(cls, value: Any) -> Any:
        """Which kept the bare list."""
        return {"classes": value} if isinstance(value, list) else value


@dataclass(frozen=True)
class RunFolder(JobFolder):
    """The files of one run. Files that do not exist yet are no error; every write is atomic."""

    @property
    def run_id(self) -> str:
        return self.path.name

    @property
    def checkpoint(self) -> Path:
        return self.path / "checkpoint"

    @property
    def saved(self) -> Path:
        """The checkpoint that a resumed run continues from."""
        return self.checkpoint / "training.arrays"

    def find_best_weights(self, epoch: int) -> Path:
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
        """The last layer alone, of a run that has trained nothing else; see `core.runs.trained_head`."""
        return self.path / "head.npz"

    @property
    def neighbours(self) -> Path:
        """The backbone's features of the training pictures, saved when they are first needed."""
        return self.path / "neighbours.npz"

    @property
    def evaluation(self) -> Path:
        return self.path / "evaluation"

    @property
    def decision(self) -> Path:
        """The temperature, threshold and reject zone that were kept with the model."""
        return self.path / "decision.json"

    def read_facts(self) -> Facts:
        """What never changes about the job; derived from the run's spec if the file is missing or damaged."""
        try:
            return super().read_facts()
        except InputError:
            return Facts.of(choose_kind(self.read_training_spec()), workspace.current().owner)

    def read_training_spec(self) -> TrainingSpec:
        return self.read_spec(TrainingSpec)

    def read_training_result(self) -> Result | None:
        """What came of the run; None if nothing was written.

        Of a run of an earlier version its copy of the index tells on how many pictures it was tested.

        Raises:
            DamagedFileError: the file is damaged; `core.evaluation.repair` may rebuild it.

        """
        result = read_json(self.path / "result.json", Result, RESULT_DAMAGED, run=self.run_id)
        if result is None or result.metrics is None or result.metrics.n is not None:
            return result
        metrics = result.metrics.model_copy(update={"n": self._count_test_pictures()})
        return result.model_copy(update={"metrics": metrics})

    def _count_test_pictures(self) -> int | None:
        records = none_if_damaged(index.load_copy)(self.path) or ()
        return sum(record.usable and record.split == "test" for record in records) or None

    def read_classes(self) -> list[str]:
        """The labels in the order of the model's outputs; empty before the dataset was opened.

        If the file cannot be read, they are taken from the run's copy of its index.

        Raises:
            DamagedFileError: that cannot be read either.

        """
        try:
            found = self._read_classes_file()
        except DamagedFileError:
            if labels := self._read_learned_labels():
                return labels
            raise
        return found.classes if found else self._read_learned_labels()

    def read_view(self) -> View:
        """How pictures are brought to the model's input; runs from before there were views stretch them.

        If the file cannot be read, the spec says it.

        Raises:
            InputError: that cannot be read either.

        """
        found = none_if_damaged(self._read_classes_file)()
        return found.view if found else self.read_training_spec().view

    def _read_classes_file(self) -> Classes | None:
        text = N_("{path} is damaged. Train another run with the same settings.")
        return read_json(self.path / "classes.json", Classes, text)

    def _read_learned_labels(self) -> list[str]:
        records = none_if_damaged(index.load_copy)(self.path) or ()
        return sort_names({str(record.label) for record in records if record.usable})

    def write_classes(self, classes: list[str], view: View) -> None:
        write_json(self.path / "classes.json", Classes(classes=classes, view=view))


def create(spec: TrainingSpec) -> RunFolder:
    """Create a run that is not in the queue yet; its name has the time, the architecture and the dataset."""
    network = make_slug(spec.design.name)[:20] if spec.design else spec.architecture
    what = f"{network}-{spec.dataset[:40]}"
    return RunFolder.create(workspace.current().runs, choose_kind(spec), spec, what)


def find(run_id: str) -> RunFolder:
    """The run of that name; `last` is the newest one."""
    if run_id == "last":
        if newest := next(list_runs(), None):
            return newest
        raise InputError(N_("Nothing was trained here yet, so there is no last run. Train a network first."))
    path = workspace.current().runs / run_id
    if not run_id or path.parent != workspace.current().runs or not is_job(path):
        raise InputError(N_("There is no run called {run}. Choose one from the list of runs."), run=run_id)
    return RunFolder(path)


def list_runs() -> Iterator[RunFolder]:
    """Every run, the newest first."""
    for path in list_folders(workspace.current().runs):
        yield RunFolder(path)
