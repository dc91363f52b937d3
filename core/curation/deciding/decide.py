"""Decide about pictures of a dataset: relabel them, move them, leave them out, keep them, or undo that.

Usage:
    decide("pets", "cat/1.jpg", Decision(kind="leave_out"))
    decide_all("pets", {path: Decision(kind="relabel", label="dog") for path in selected})
    undo("pets")                                                # all that the last call has changed
"""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock

from core.curation.deciding import journal
from core.curation.deciding.journal import Change
from core.data import datasets, decisions, manifest
from core.data.datasets import Dataset
from core.data.decisions import Changes, Decision
from core.data.manifest import Manifest
from core.errors import InputError
from core.i18n import N_


def decide(name: str, path: str, decision: Decision | None) -> Dataset:
    """Decide about one picture; see `decide_all`."""
    return decide_all(name, {path: decision})


def decide_all(name: str, changes: Changes) -> Dataset:
    """Decide about many pictures in one step: about all of them, or after an error about none.

    The counts of the dataset follow, and no picture is touched.

    Raises:
        InputError: there is no such picture or class, or a class would be left without a training picture.

    """
    with _lock(name) as dataset:
        _check(dataset, changes)
        described = _recount(dataset, changes)
        journal.append(dataset.folder, dataset.decisions, list(changes))
        _write(dataset, changes, described)
    return datasets.load(name)


def undo(name: str) -> Change:
    """Take the last change of the decisions back; another call takes the one before it back.

    Raises:
        InputError: nothing was decided, all of it was undone, or the journal is damaged.

    """
    with _lock(name) as dataset:
        changes = journal.load(dataset.folder)
        if not changes:
            raise InputError(N_("There is no decision about the pictures of {name} that can be undone."), name=name)
        before = changes[-1].before
        _write(dataset, before, _recount(dataset, before))
        journal.remove_last(dataset.folder)
    return changes[-1]


@contextmanager
def _lock(name: str) -> Iterator[Dataset]:
    """The dataset as it is while nobody else decides about it."""
    with FileLock(datasets.load(name).folder / ".decisions.lock"):
        yield datasets.load(name)


def _recount(dataset: Dataset, changes: Changes) -> Manifest:
    described = dataset.with_decisions(decisions.change(dataset.decisions, changes)).manifest
    for label, by_split in described.counts.items():
        if not by_split["train"]:
            raise InputError(N_("This is the last training picture of the class {label}, so it stays."), label=label)
    return described


def _write(dataset: Dataset, changes: Changes, described: Manifest) -> None:
    decisions.write(dataset.folder, decisions.change(dataset.decisions, changes))
    manifest.write(dataset.folder, described)


def _check(dataset: Dataset, changes: Changes) -> None:
    pictures = {record.path for record in dataset.found if record.usable}
    for path, decision in changes.items():
        if path not in pictures:
            raise InputError(N_("{file} is not among the pictures of {name}."), file=path, name=dataset.name)
        if decision and decision.kind == "move" and decision.split is None:
            raise InputError(N_("Say into which split {file} is to be moved."), file=path)
        if decision and decision.kind == "relabel" and decision.label not in dataset.classes:
            raise InputError(
                N_("{name} has no class {label}. Choose one of: {known}."),
                name=dataset.name, label=decision.label, known=", ".join(dataset.classes),
            )  # fmt: skip
