"""Open the dataset of a run, and check that a resumed run gets the pictures that it started with."""

from collections.abc import Iterable

from core.data import index
from core.data.datasets import Dataset
from core.data.index import Record
from core.data.intake import adding, choices
from core.errors import InputError
from core.i18n import N_
from core.jobs.phases import Phases
from core.jobs.worker.turn import Turn
from core.runs.data_notes import keep_data_state
from core.runs.folder import RunFolder


def open_dataset(run: RunFolder, phases: Phases, turn: Turn) -> Dataset:
    """The dataset to train on. Its index is copied into the run's folder, since later decisions may change it.

    Raises:
        InputError: it is gone, or has changed since the run was saved.
        Cancelled, Suspended: see `Turn`.

    """
    spec = run.read_training_spec()
    name = spec.dataset
    if name not in choices.list_names():
        raise InputError(
            N_("The dataset {name} is gone. Add it again under this name and press Resume, or train on another."),
            name=name,
        )
    dataset = adding.ensure(name, progress=phases.progress, cancel=turn)
    before = index.load_copy(run.path) if run.saved.exists() else None
    if before is not None:
        _compare(before, dataset)
    run.write_classes(list(dataset.classes), spec.view)
    index.write_copy(run.path, dataset.records)
    keep_data_state(run, dataset)
    return dataset


def _compare(before: Iterable[Record], dataset: Dataset) -> None:
    """Raise InputError if the usable pictures, their labels or their splits have changed."""
    if _identify_pictures(before) != _identify_pictures(dataset.records):
        raise InputError(
            N_("The pictures of {name} are not those that this run began with: some were added, left out or labelled "
               "anew. Train another with the same settings."), name=dataset.name,
        )  # fmt: skip


def _identify_pictures(records: Iterable[Record]) -> set[tuple[str, str | None, str | None, str]]:
    return {(record.path, record.label, record.split, record.sha256) for record in records if record.usable}
