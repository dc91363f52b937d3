"""The datasets that are there: add one, list them, open one, remove one. Pages and the command line begin here."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core import files, workspace
from core.cancel import NEVER, CancelToken
from core.data import decisions, index, manifest, splits
from core.data import names as naming
from core.data.decisions import Decisions
from core.data.index import Record, Split
from core.data.intake import layout, sources
from core.data.intake.sources import BUILT_IN, Given
from core.data.manifest import PICTURES, Manifest, Source
from core.errors import InputError
from core.i18n import N_, Message
from core.parallel import Progress, in_order, stage
from core.units import readable_names


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
        """Every file as it was found when the dataset was added, in the order of the paths."""
        return index.load(self.folder)

    @cached_property
    def decisions(self) -> Decisions:
        """What was decided about single pictures, by path."""
        return decisions.load(self.folder)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every file as it is used, decisions applied, the refused ones too, in the order of their paths."""
        return decisions.applied(self.found, self.decisions)

    @property
    def problems(self) -> list[Record]:
        """The files that are not used, each with its kind and reason."""
        return [record for record in self.records if not record.usable]

    def pictures(self, *, split: Split | None = None, label: str | None = None) -> list[Record]:
        """The pictures that can be used, in the order of the index; of one split or one class if named."""
        return [
            record
            for record in self.records
            if record.usable and split in (None, record.split) and label in (None, record.label)
        ]

    def path_of(self, record: Record) -> Path:
        return self.root / record.path


@dataclass(frozen=True)
class Summary:
    """A line of the list of datasets: what it is, or why it cannot be opened."""

    name: str
    manifest: Manifest | None
    problem: Message | None = None


def add(
    source: Given,
    name: str,
    *,
    copy: bool = False,
    options: Mapping[str, object] | None = None,
    progress: Progress | None = None,
    cancel: CancelToken = NEVER,
) -> Dataset:
    """Make a dataset of a folder (used where it lies unless `copy`), a zip (its path or open file) or a built-in.

    It is there entirely or, after an error or an interruption, not at all. Files that cannot be used are kept in its
    `problems`; the others go on.

    Args:
        source: a path, an open zip, or one of `BUILT_IN`.
        name: letters of any script, digits, - _ . and spaces.
        copy: whether the pictures of a folder are copied to Glassbox's own.
        options: whole numbers, see `core.data.sources.OPTIONS`; `seed` and `validation` decide how
            splits are drawn.
        progress: called with (done, total); the whole runs once from nothing to all.
        cancel: asked between files.

    Raises:
        InputError: the source, the name or an option cannot be used.
        Cancelled: `cancel` asked for it.

    """
    name = naming.checked(name)
    _check_free(name)
    recognised = sources.recognised(source, options)
    parent = workspace.current().datasets
    files.sweep(parent)
    with files.temporary_folder(parent) as folder:
        _build(folder, name, recognised, source, copy, progress, cancel)
        _move(folder, parent / name)
    return load(name)


def _build(
    folder: Path,
    name: str,
    source: Source,
    given: Given,
    copy: bool,
    progress: Progress | None,
    cancel: CancelToken,
) -> None:
    fetched: list[Record] = []
    root, copy_from, shown = folder / PICTURES, None, source.location or name
    if source.kind == "folder":
        root, copy_from = (root, Path(shown)) if copy else (Path(shown), None)
        last = progress
    else:
        fetched = sources.fetch(source, given, root, stage(progress, 0, 2), cancel)
        last = stage(progress, 1, 2)
        _check_fetched(root, fetched, shown)
    found = layout.scan(copy_from or root, shown)
    read = in_order(
        lambda file: index.record_of(root, file.path, file.label, file.split, copy_from),
        found.found,
        last,
        cancel,
    )
    drawn = {name: source.options[name] for name in ("seed", "validation") if name in source.options}
    records = splits.assign(list(read), **drawn)
    records = sorted([*records, *found.problems, *fetched], key=lambda record: record.path)
    described = manifest.describe(name, source, PICTURES if root.parent == folder else str(root), records)
    _check_classes(described, records, shown)
    with files.disk_errors(folder):
        (folder / "cache").mkdir()
    index.write(folder, records)
    manifest.write(folder, described)


def _check_fetched(root: Path, refused: Sequence[Record], shown: str) -> None:
    """A zip of which nothing came out has a reason, and to say that there are no pictures in it would hide it."""
    if refused and not any(path.is_file() for path in root.rglob("*")):
        raise InputError(
            N_("Nothing of {folder} can be used. The first problem: {problem}"), folder=shown, problem=refused[0].reason
        )


def _check_classes(described: Manifest, records: Sequence[Record], shown: str) -> None:
    if len(described.classes) >= 2:
        return
    raise InputError(
        N_("Fewer than two classes of {folder} have enough usable pictures. The first problem: {problem}"),
        folder=shown,
        problem=next(record.reason for record in records if record.reason),
    )


def _move(folder: Path, target: Path) -> None:
    _check_free(target.name)
    try:
        with files.disk_errors(target):
            folder.rename(target)
    except InputError as error:
        if target.exists():  # another process was faster
            raise _taken(target.name) from error
        raise


def _taken(name: str) -> InputError:
    return InputError(
        N_("There is already a dataset called {name}. Choose another name, or remove that one first."), name=name
    )


def _check_free(name: str) -> None:
    for other in names():
        if naming.same(name, other):
            raise _taken(other)


def names() -> list[str]:
    """The names of all datasets in alphabetical order."""
    found = (entry for entry in os.scandir(workspace.current().datasets) if not entry.name.startswith("."))
    return sorted(entry.name for entry in found if entry.is_dir())


def summaries() -> list[Summary]:
    """All datasets in short, without a look at their pictures; a damaged one comes with its problem."""
    return [_summary(name) for name in names()]


def _summary(name: str) -> Summary:
    try:
        return Summary(name, manifest.load(workspace.current().datasets / name))
    except InputError as error:
        return Summary(name, None, error.message)


def load(name: str) -> Dataset:
    """The dataset of that name.

    Raises:
        InputError: there is none, or it is damaged.

    """
    folder = _folder_of(name)
    return Dataset(folder, manifest.load(folder))


def _folder_of(name: str) -> Path:
    known = names()
    if name in known:
        return workspace.current().datasets / name
    if not known:
        raise InputError(N_("There is no dataset called {name}, nor any other. Add one first."), name=name)
    raise InputError(
        N_("There is no dataset called {name}. Choose one of: {known}."), name=name, known=readable_names(known)
    )


def remove(name: str) -> None:
    """Forget a dataset and delete what Glassbox keeps of it; pictures that were used in place stay where they are.

    Raises:
        InputError: there is none of that name.

    """
    folder = _folder_of(name)
    away = files.temporary_path(folder.parent)
    with files.disk_errors(folder):
        folder.rename(away)
    files.remove(away)


def ensure(name: str, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> Dataset:
    """The dataset of that name; a built-in that is not there yet is made with its defaults.

    Raises:
        InputError: there is none and it is no built-in.

    """
    if name in BUILT_IN and name not in names():
        try:
            return add(name, name, progress=progress, cancel=cancel)
        except InputError:
            if name not in names():  # else another process has made it meanwhile
                raise
    return load(name)
