"""The trained models that can be asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import InputError
from core.runs.folder import RunFolder, all_runs


@dataclass(frozen=True)
class Choice:
    """A run with a model, in the few facts that tell it from others. `accuracy` is of the test split."""

    run_id: str
    architecture: str
    dataset: str
    created: float
    accuracy: float | None


def choices() -> Iterator[Choice]:
    """Every run that has a model, the newest first; one whose files are damaged is left out."""
    for run in all_runs():
        if run.onnx_model.exists():
            try:
                yield _choice(run)
            except InputError:
                continue


def _choice(run: RunFolder) -> Choice:
    spec, result = run.spec(), run.result()
    accuracy = result.metrics.accuracy if result and result.metrics else None
    return Choice(run.run_id, spec.architecture, spec.dataset, run.state().created, accuracy)
