"""Decide about single pictures of a dataset: relabel one, leave one out, keep one, or take that back."""

from filelock import FileLock

from core.data import datasets, decisions, manifest
from core.data.datasets import Dataset
from core.data.decisions import Decision
from core.data.manifest import Manifest
from core.errors import InputError
from core.i18n import N_


def decide(name: str, path: str, decision: Decision | None) -> Dataset:
    """Decide about one picture; None takes a decision back. The counts follow, and no picture is touched.

    Raises:
        InputError: there is no such picture or class, or a class would be left without a training picture.

    """
    with FileLock(datasets.load(name).folder / ".decisions.lock"):
        dataset = datasets.load(name)
        _check(dataset, path, decision)
        decided = {known: what for known, what in dataset.decisions.items() if known != path}
        decided |= {path: decision} if decision else {}
        described = manifest.recount(dataset.manifest, decisions.applied(dataset.found, decided))
        _check_all_can_be_trained(described)
        decisions.write(dataset.folder, decided)
        manifest.write(dataset.folder, described)
    return datasets.load(name)


def _check(dataset: Dataset, path: str, decision: Decision | None) -> None:
    if not any(record.path == path and record.usable for record in dataset.found):
        raise InputError(N_("{file} is not among the pictures of {name}."), file=path, name=dataset.name)
    if decision and decision.kind == "relabel" and decision.label not in dataset.classes:
        raise InputError(
            N_("{name} has no class {label}. Choose one of: {known}."),
            name=dataset.name, label=decision.label, known=", ".join(dataset.classes),
        )  # fmt: skip


def _check_all_can_be_trained(described: Manifest) -> None:
    for label, by_split in described.counts.items():
        if not by_split["train"]:
            raise InputError(N_("This is the last training picture of the class {label}, so it stays."), label=label)
