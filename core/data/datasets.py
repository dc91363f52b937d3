"""The datasets that are there: list them, open one, remove one. `core.data.intake.adding` makes new ones."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from core import files, workspace
from core.data import decisions, index, manifest
from core.data.decisions import Decisions
from core.data.garbage import uncollected
from core.data.index import Record, Split
from core.data.manifest import Manifest
from core.errors import InputError
from core.i18n import N_, Message
from core.units import join_names


@dataclass(frozen=True)
class Dataset:
    """One dataset. Its index is read when it is first asked for."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        return self.manifest.name

    @property
    def classes(self) -> Sequence[str]:
        """The labels in alphabetical order; a picture's number is its label's place here."""
        return self.manifest.classes

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """{label: {split: pictures}}."""
        return self.manifest.counts

    @property
    def root(self) -> Path:
        """The folder that the paths of the records are relative to."""
        return self.folder / self.manifest.folder

    @cached_property
    def found(self) -> tuple[Record, ...]:
        """Every file as it was found when the dataset was added, in the order of the paths.

        Raises:
            DamagedFileError: the index cannot be read, or the manifest tells of other files.

        """
        text, values = manifest.explain_damage(self.name, index.FILE, self.root)
        with uncollected():
            records = index.load(self.folder, self.manifest.index, text, **values)
        with files.damage_errors(self.folder / index.FILE, text, **values):
            manifest.check(self.manifest, records)
        return records

    @cached_property
    def decisions(self) -> Decisions:
        """What was decided about single pictures, by path."""
        return decisions.load(self.folder)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every file as it is used, decisions applied, the refused ones too, in the order of their paths."""
        return decisions.apply_decisions(self.found, self.decisions)

    def iterate_records(self) -> Iterator[Record]:
        """The same one after the other, from the disk unless they are in memory, where they take 330 bytes each.

        Raises:
            DamagedFileError: the index cannot be read.

        """
        if "records" in vars(self):
            yield from self.records
        else:
            text, values = manifest.explain_damage(self.name, index.FILE, self.root)
            for record in index.iterate(self.folder, self.manifest.index, text, **values):
                yield decisions.apply_decision(record, self.decisions.get(record.path))

    def iterate_pictures(self) -> Iterator[Record]:
        """Those that can be used, one after the other; gone through once where they are in memory."""
        if "records" in vars(self):
            return iter(self._pictures)
        return (record for record in self.iterate_records() if record.usable)

    def find_picture(self, path: str) -> Record | None:
        """The picture at that path; None if there is none that can be used."""
        return self._by_path.get(path)

    @cached_property
    def _by_path(self) -> Mapping[str, Record]:
        return {record.path: record for record in self._pictures}

    @cached_property
    def _pictures(self) -> Sequence[Record]:
        return [record for record in self.records if record.usable]

    def hold_records(self) -> None:
        """Have them in memory from now on: for whoever goes through them many times and has no time to lose."""
        _ = self.records

    def with_decisions(self, decided: Decisions) -> "Dataset":
        """The same pictures as they would be with these decisions; nothing is written."""
        records = decisions.apply_decisions(self.found, decided)
        other = Dataset(self.folder, manifest.recount(self.manifest, records))
        vars(other).update(found=self.found, decisions=decided, records=records)
        return other

    @cached_property
    def version(self) -> str:
        """It changes with the index and with every decision that counts, and is back when that is undone."""
        return index.compute_version(self.records)

    @property
    def problems(self) -> list[Record]:
        """The files that are not used, each with its kind and reason."""
        return [record for record in self.iterate_records() if not record.usable]

    def list_pictures(self, *, split: Split | None = None, label: str | None = None) -> list[Record]:
        """The pictures that can be used, in the order of the index; of one split or one class if named."""
        own = self._places.values() if label is None else [self._places.get(label, {})]
        chosen = [places for one in own for where, places in one.items() if split in (None, where)]
        return [self.records[place] for place in sorted(chain.from_iterable(chosen))]

    @cached_property
    def _places(self) -> Mapping[str | None, Mapping[Split | None, Sequence[int]]]:
        """The places of the pictures that can be used among the records, by label and split: gone through once."""
        groups: dict[str | None, dict[Split | None, list[int]]] = {}
        for place, record in enumerate(self.records):
            if record.usable:
                groups.setdefault(record.label, {}).setdefault(record.split, []).append(place)
        return groups

    def find_path(self, record: Record) -> Path:
        return self.root / record.path


@dataclass(frozen=True)
class Summary:
    """A line of the list of datasets: what it is, or why it cannot be opened."""

    name: str
    manifest: Manifest | None
    problem: Message | None = None


def list_names() -> list[str]:
    """The names of all datasets in alphabetical order."""
    found = (entry for entry in os.scandir(workspace.current().datasets) if not entry.name.startswith("."))
    return sorted(entry.name for entry in found if entry.is_dir())


def summarize_all() -> list[Summary]:
    """All datasets in short, without a look at their pictures; a damaged one comes with its problem."""
    return [_summarize(name) for name in list_names()]


def _summarize(name: str) -> Summary:
    try:
        return Summary(name, _open(workspace.current().datasets / name).manifest)
    except InputError as error:
        return Summary(name, None, error.message)


def find_same(dataset: Dataset) -> list[str]:
    """The other datasets that have the same pictures under the same labels and in the same splits."""
    mine = dataset.manifest.index
    others = [one.manifest for one in summarize_all() if one.name != dataset.name]
    return [one.name for one in others if one and mine and one.index == mine]


def load(name: str) -> Dataset:
    """The dataset of that name.

    Raises:
        InputError: there is none, or it is damaged.

    """
    return _open(_find_folder(name))


def _open(folder: Path) -> Dataset:
    """The dataset in a folder. Without the decisions that its manifest counts with, the counts are made anew."""
    dataset = Dataset(folder, manifest.load(folder))
    if dataset.manifest.revision and not decisions.exists(folder):
        return Dataset(folder, manifest.recount(dataset.manifest, dataset.found))
    return dataset


def _find_folder(name: str) -> Path:
    known = list_names()
    if name in known:
        return workspace.current().datasets / name
    if not known:
        raise InputError(N_("There is no dataset called {name}, nor any other. Add one first."), name=name)
    raise InputError(
        N_("There is no dataset called {name}. Choose one of: {known}."), name=name, known=join_names(known)
    )


def remove(name: str) -> None:
    """Forget a dataset and delete what Glassbox keeps of it; pictures that were used in place stay where they are.

    Raises:
        InputError: there is none of that name.

    """
    folder = _find_folder(name)
    away = files.temporary_path(folder.parent)
    with files.disk_errors(folder):
        folder.rename(away)
    files.remove(away)
