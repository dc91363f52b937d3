"""Add a dataset: use or copy a folder, unpack a zip, or make a built-in; then read every picture and draw the splits.

Usage:
    dataset = adding.add("/home/me/photos", "pets")
    digits = adding.ensure("digits")            # a built-in is made when it is first used
"""

import errno
import shutil
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from heapq import merge
from pathlib import Path

import numpy as np

from core import files, workspace
from core.cancel import NEVER, CancelToken
from core.data import datasets, index, manifest, measure_file, splits
from core.data import names as naming
from core.data.alike import groups
from core.data.alike.groups import Groups
from core.data.datasets import Dataset
from core.data.index import Record
from core.data.intake import limits, sources
from core.data.intake.attempt import Attempt, begin_attempt
from core.data.intake.layout.choices import OPEN, LayoutChoices
from core.data.intake.layout.found import Found, FoundFiles, Layout
from core.data.intake.layout.readings import AmbiguousLayoutError
from core.data.intake.layout.samples import read_samples
from core.data.intake.options import BUILT_IN
from core.data.intake.read_files import Read, ReadFiles
from core.data.intake.records import read_record, store_record
from core.data.intake.scan import scan
from core.data.intake.sources import Given
from core.data.intake.uploaded import UploadedFolder
from core.data.manifest import PICTURES, Manifest, Source
from core.data.packed.packed_records import PackedRecords
from core.data.pixels.measures import Measured
from core.data.pixels.unchanged import Stamp, read_stamp, write_stamps
from core.errors import InputError
from core.i18n import N_, Message
from core.parallel import Progress, in_order, stage
from core.units import join_names


@dataclass(frozen=True)
class _Place:
    """Where the pictures lie in the end, the folder that they are copied from if any, and what an error calls it.

    `stored` says whether `root` is Glassbox's own, so that what lies there is to have no metadata.
    """

    root: Path
    copy_from: Path | None
    shown: str
    stored: bool


@dataclass(frozen=True)
class _Request:
    """What is to be added under which name, how it is read, and whom to ask whether to go on."""

    given: Given
    source: Source
    name: str
    choices: LayoutChoices
    cancel: CancelToken


@dataclass(frozen=True)
class _Files:
    """What becomes of the files as they are read, in few bytes each.

    Attributes:
        kept: what is known when the addition is interrupted.
        records: of all of them.
        stamps: three numbers each.
        different: the place of the record of each row of the measures, which different files have.

    """

    kept: ReadFiles
    records: PackedRecords = field(default_factory=PackedRecords)
    stamps: "array[int]" = field(default_factory=lambda: array("q"))
    different: "array[int]" = field(default_factory=lambda: array("i"))


def add(
    source: Given,
    name: str,
    *,
    copy: bool = False,
    options: Mapping[str, object] | None = None,
    choices: LayoutChoices = OPEN,
    attempt: Attempt | None = None,
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
        options: whole numbers, see `core.data.intake.options.OPTIONS`; `seed` and `validation` decide how
            splits are drawn.
        choices: how the folders are read and where the labels are, where that is not plain.
        attempt: one that may have been interrupted and is gone on with; without it, what was begun is removed after an
            error.
        progress: called with (done, total); the whole runs once from nothing to all.
        cancel: asked between files.

    Raises:
        InputError: the source, the name or an option cannot be used.
        AmbiguousLayoutError: the folders can be read in several ways; `choices` says which.
        Cancelled: `cancel` asked for it.

    """
    parent = workspace.current().datasets
    if attempt and attempt.moved and naming.normalize_name(name) in datasets.list_names():
        return datasets.load(naming.normalize_name(name))
    name = check(source, name, options)
    request = _Request(source, sources.recognise(source, options), name, choices, cancel)
    with nullcontext(attempt) if attempt else begin_attempt(parent) as current:
        place = _choose_place(current.folder, request, copy)
        _fill(current, request, place, progress)
        _move(current.folder, parent / name)
    return datasets.load(name)


def check(source: Given, name: str, options: Mapping[str, object] | None) -> str:
    """The name as it is kept, of a dataset that can be added as far as can be told without a look at its pictures.

    Raises:
        InputError: the source, the name or an option cannot be used, or the name is taken.

    """
    name = naming.normalize_name(name)
    _check_free(name)
    sources.recognise(source, options)
    return name


def ensure(name: str, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> Dataset:
    """The dataset of that name; a built-in that is not there yet is made with its defaults.

    Raises:
        InputError: there is none and it is no built-in.
        Cancelled: `cancel` asked for it.

    """
    if name in BUILT_IN and name not in datasets.list_names():
        try:
            return add(name, name, progress=progress, cancel=cancel)
        except InputError:
            if name not in datasets.list_names():  # else another process has made it meanwhile
                raise
    return datasets.load(name)


def _choose_place(folder: Path, request: _Request, copy: bool) -> _Place:
    shown = request.source.location or request.name
    if isinstance(request.given, UploadedFolder):
        return _Place(folder / PICTURES, request.given.folder, shown, True)
    if request.source.kind == "folder":
        return _Place(folder / PICTURES, Path(shown), shown, True) if copy else _Place(Path(shown), None, shown, False)
    return _Place(folder / PICTURES, None, shown, True)


def _fill(attempt: Attempt, request: _Request, place: _Place, progress: Progress | None) -> None:
    """Put everything that makes the dataset into its folder."""
    if place.stored:
        files.sweep(place.root)
    fetched: Sequence[Record] = ()
    if request.source.kind not in ("folder", "upload"):
        fetched = _fetch(attempt, request, place, stage(progress, 0, 2))
        place, progress = _name_inner_archives(place, fetched), stage(progress, 1, 2)
    records, problems = _read(attempt, request, place, progress)
    others = sorted([*problems, *fetched], key=_get_path)
    _write(attempt.folder, request, place, _Merged(records, others))


def _fetch(attempt: Attempt, request: _Request, place: _Place, progress: Progress | None) -> Sequence[Record]:
    """Unpack or draw the pictures, unless that was done; returns what could not be used.

    A zip of which nothing came out has a reason, and to say that there are no pictures in it would hide it.
    """
    refused = attempt.fetched.find_all()
    if refused is None:
        encoding, journal = request.choices.names_encoding, attempt.fetched
        refused = sources.fetch(request.source, request.given, place.root, encoding, journal, progress, request.cancel)
        attempt.fetched.tell_all(refused)
    if refused and not any(path.is_file() for path in place.root.rglob("*")):
        raise InputError(
            N_("Nothing of {folder} can be used. The first problem: {problem}"),
            folder=place.shown, problem=refused[0].reason,
        )  # fmt: skip
    return refused


def _name_inner_archives(place: _Place, fetched: Sequence[Record]) -> _Place:
    """The place under a name that tells of the archives which lay in the archive."""
    inner = [record.path for record in fetched if record.kind == "unpacked"]
    if not inner:
        return place
    shown = Message(N_("{file} with {inner} in it"), {"file": place.shown, "inner": join_names(inner)})
    return replace(place, shown=str(shown))


def _read(
    attempt: Attempt, request: _Request, place: _Place, progress: Progress | None
) -> tuple[PackedRecords, Sequence[Record]]:
    """Read and measure every file that the folders hold, find the copies, and give each picture its split.

    Returns:
        the records of the files, in the order of their paths, and those of what is not used besides.

    """
    scanned = _scan(place.copy_from or place.root, place.shown, request.choices)
    if place.copy_from:
        _check_copies(place, place.copy_from, scanned.found)
    read = _read_files(attempt, place, scanned.found, progress, request.cancel)
    copies = _find_copies(attempt.folder, read, request.cancel)
    if all(kind.split == "test" for kind in scanned.found.kinds):  # nothing to learn from, and nothing is drawn
        return read.records, scanned.problems
    asked = request.source.options
    options = {option: asked[option] for option in ("seed", "validation") if option in asked}
    pictures = groups.number_pictures(copies, read.records)
    return splits.assign(read.records, **options, pictures=pictures), scanned.problems


def _read_files(
    attempt: Attempt, place: _Place, found: FoundFiles, progress: Progress | None, cancel: CancelToken
) -> _Files:
    """Read and measure them; the measures and what the files were like are then in the dataset's folder."""
    read = _Files(attempt.read)
    made = in_order(partial(_build_record, place, read.kept), found, progress, cancel)
    measure_file.write(attempt.folder, _collect(made, read))
    write_stamps(attempt.folder, read.records.paths, np.frombuffer(read.stamps, np.int64))
    return read


def _scan(root: Path, shown: str, choices: LayoutChoices) -> Layout:
    """As `scan`; a question has pictures of each answer, which may be gone when it is asked."""
    try:
        return scan(root, shown, choices)
    except AmbiguousLayoutError as error:
        error.samples = read_samples(error.readings, root)
        raise


def _check_copies(place: _Place, source: Path, found: FoundFiles) -> None:
    """Whether there is room for those that were not copied before; copies of files that are gone by now are removed."""
    wanted = {file.path for file in found} if place.root.exists() else set()
    for path in place.root.rglob("*"):
        if path.is_file() and path.relative_to(place.root).as_posix() not in wanted:
            path.unlink()
    missing = [number for number, file in enumerate(found) if not (place.root / file.path).exists()]
    limits.check_room(limits.measure(source / found[number].path for number in missing), place.root, len(missing))


def _build_record(place: _Place, kept: ReadFiles, file: Found) -> tuple[Read, Stamp]:
    """What the file is, and what it was like before it was read, so that a later change is noticed."""
    known, path = (file.path, file.label, file.split), place.root / file.path
    stamp = read_stamp(path)
    if earlier := kept.find(file, stamp):
        return earlier, stamp
    if place.stored:
        made = store_record(place.root, *known, place.copy_from or place.root, kept)
        return made, read_stamp(path)
    return read_record(place.root, *known, kept), stamp


def _collect(made: Iterable[tuple[Read, Stamp]], read: _Files) -> Iterator[Measured]:
    """The measures of different files as they come."""
    measured_files = bytearray()  # by the number of a file, whether it was measured
    for place, ((record, measured), stamp) in enumerate(made):
        read.records.append(record)
        read.stamps.extend(stamp)
        read.kept.append(record, measured, stamp)
        if measured is not None:
            number = read.records.get_file_number(place)
            measured_files.extend(bytes(len(read.records.files) - len(measured_files)))
            if not measured_files[number]:
                measured_files[number] = True
                read.different.append(place)
                yield measured


def _find_copies(folder: Path, read: _Files, cancel: CancelToken) -> Groups:
    """Find the groups of copies, and keep them with the dataset."""
    found = groups.find(measure_file.map_rows(folder), read.records.select(read.different), cancel)
    groups.save(folder, found)
    return found


@dataclass(frozen=True)
class _Merged:
    """All records in the order of their paths, each time that they are gone through."""

    records: Sequence[Record]
    others: Sequence[Record]

    def __iter__(self) -> Iterator[Record]:
        return merge(self.records, self.others, key=_get_path)


def _get_path(record: Record) -> str:
    return record.path


def _write(folder: Path, request: _Request, place: _Place, records: _Merged) -> None:
    where = PICTURES if place.root.parent == folder else str(place.root)
    described = manifest.describe(request.name, request.source, where, records)
    _check_classes(described, records, place.shown)
    with files.disk_errors(folder):
        (folder / "cache").mkdir(exist_ok=True)
    checksum = index.write(folder, records)
    manifest.write(folder, described.model_copy(update={"index": checksum}))


def _check_classes(described: Manifest, records: Iterable[Record], shown: str) -> None:
    if len(described.classes) >= 2:
        return
    raise InputError(
        N_("Fewer than two classes of {folder} have enough usable pictures. The first problem: {problem}"),
        folder=shown,
        problem=next(record.reason for record in records if record.reason),
    )


def _move(folder: Path, target: Path) -> None:
    """Bring the whole dataset to the others, in one step even where they lie on another disk."""
    _check_free(target.name)
    try:
        with files.disk_errors(target):
            folder.rename(target)
    except InputError as error:
        if target.exists():  # another process was faster
            raise _make_name_taken_error(target.name) from error
        raise
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        with files.temporary_folder(target.parent) as near:
            shutil.copytree(folder, near / target.name)
            _move(near / target.name, target)


def _check_free(name: str) -> None:
    for other in datasets.list_names():
        if naming.is_same_name(name, other):
            raise _make_name_taken_error(other)


def _make_name_taken_error(name: str) -> InputError:
    return InputError(
        N_("There is already a dataset called {name}. Choose another name, or remove that one first."), name=name
    )
