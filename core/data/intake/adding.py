"""Add a dataset: use or copy a folder, unpack a zip, or make a built-in; then read every picture and draw the splits.

Usage:
    dataset = adding.add("/home/me/photos", "pets")
    digits = adding.ensure("digits")            # a built-in is made when it is first used
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from core import files, workspace
from core.cancel import NEVER, CancelToken
from core.data import datasets, index, manifest, measure_file, splits
from core.data import names as naming
from core.data.alike import groups
from core.data.alike.groups import Groups
from core.data.datasets import Dataset
from core.data.index import Record
from core.data.intake import limits, sources
from core.data.intake.layout import AmbiguousLayoutError, Found, Layout, LayoutChoices
from core.data.intake.layout.choices import OPEN
from core.data.intake.layout.samples import read_samples
from core.data.intake.measured_files import NONE, MeasuredFiles
from core.data.intake.options import BUILT_IN
from core.data.intake.records import Read, read_record, store_record
from core.data.intake.scan import scan
from core.data.intake.sources import Given
from core.data.intake.uploaded import UploadedFolder
from core.data.manifest import PICTURES, Manifest, Source
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
class _Kept:
    """What is kept of the files as they are read, beside their records."""

    measured: MeasuredFiles
    stamps: dict[str, Stamp] = field(default_factory=dict)


def add(
    source: Given,
    name: str,
    *,
    copy: bool = False,
    options: Mapping[str, object] | None = None,
    choices: LayoutChoices = OPEN,
    measured: MeasuredFiles = NONE,
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
        measured: what an interrupted attempt has measured and need not be measured again; more is appended.
        progress: called with (done, total); the whole runs once from nothing to all.
        cancel: asked between files.

    Raises:
        InputError: the source, the name or an option cannot be used.
        AmbiguousLayoutError: the folders can be read in several ways; `choices` says which.
        Cancelled: `cancel` asked for it.

    """
    name = check(source, name, options)
    request = _Request(source, sources.recognise(source, options), name, choices, cancel)
    parent = workspace.current().datasets
    files.sweep(parent)
    with files.temporary_folder(parent) as folder:
        place = _choose_place(folder, request, copy)
        _fill(folder, request, place, _Kept(measured), progress)
        _move(folder, parent / name)
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


def _fill(folder: Path, request: _Request, place: _Place, kept: _Kept, progress: Progress | None) -> None:
    """Put everything that makes the dataset into its folder."""
    fetched: Sequence[Record] = ()
    if request.source.kind not in ("folder", "upload"):
        fetched = _fetch(request, place, stage(progress, 0, 2))
        place, progress = _name_inner_archives(place, fetched), stage(progress, 1, 2)
    records = [*_read(folder, request, place, kept, progress), *fetched]
    _write(folder, request, place, records)
    write_stamps(folder, kept.stamps)


def _fetch(request: _Request, place: _Place, progress: Progress | None) -> Sequence[Record]:
    """Unpack or draw the pictures; returns what could not be used.

    A zip of which nothing came out has a reason, and to say that there are no pictures in it would hide it.
    """
    encoding = request.choices.names_encoding
    refused = sources.fetch(request.source, request.given, place.root, encoding, progress, request.cancel)
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


def _read(folder: Path, request: _Request, place: _Place, kept: _Kept, progress: Progress | None) -> list[Record]:
    """Read and measure every file that the folders hold, find the copies, and give each picture its split."""
    scanned = _scan(place.copy_from or place.root, place.shown, request.choices)
    if place.copy_from:
        size = limits.measure(place.copy_from / file.path for file in scanned.found)
        limits.check_room(size, place.root, len(scanned.found))
    read: list[Record] = []
    made = in_order(partial(_build_record, place, kept), scanned.found, progress, request.cancel)
    measure_file.write(folder, _collect(made, read, kept.measured))
    copies = _find_copies(folder, read, request.cancel)
    if all(file.split == "test" for file in scanned.found):  # there is nothing to learn from, and nothing is drawn
        return [*read, *scanned.problems]
    asked = request.source.options
    options = {option: asked[option] for option in ("seed", "validation") if option in asked}
    return [*splits.assign(read, **options, copies=groups.map_records(copies, read)), *scanned.problems]


def _scan(root: Path, shown: str, choices: LayoutChoices) -> Layout:
    """As `scan`; a question has pictures of each answer, which may be gone when it is asked."""
    try:
        return scan(root, shown, choices)
    except AmbiguousLayoutError as error:
        error.samples = read_samples(error.readings, root)
        raise


def _build_record(place: _Place, kept: _Kept, file: Found) -> Read:
    known, path = (file.path, file.label, file.split), place.root / file.path
    if place.stored:
        made = store_record(place.root, *known, place.copy_from or place.root, kept.measured)
        kept.stamps[file.path] = read_stamp(path)
        return made
    kept.stamps[file.path] = read_stamp(path)  # before it is read, so that a later change is noticed
    return read_record(place.root, *known, kept.measured)


def _collect(read: Iterable[Read], records: list[Record], kept: MeasuredFiles) -> Iterator[Measured]:
    """The measures of different files as they come; the records are added to the list."""
    seen = set[str]()
    for record, measured in read:
        records.append(record)
        if measured is not None and record.sha256 not in seen:
            seen.add(record.sha256)
            kept.append(record, measured)
            yield measured


def _find_copies(folder: Path, read: Sequence[Record], cancel: CancelToken) -> Groups:
    """Find the groups of copies, and keep them with the dataset."""
    rows, different = measure_file.load(folder), measure_file.list_different(read)
    assert rows is not None, "it was just written"
    found = groups.find(rows, different, cancel)
    groups.save(folder, found)
    return found


def _write(folder: Path, request: _Request, place: _Place, records: Sequence[Record]) -> None:
    records = sorted(records, key=lambda record: record.path)
    where = PICTURES if place.root.parent == folder else str(place.root)
    described = manifest.describe(request.name, request.source, where, records)
    _check_classes(described, records, place.shown)
    with files.disk_errors(folder):
        (folder / "cache").mkdir()
    checksum = index.write(folder, records)
    manifest.write(folder, described.model_copy(update={"index": checksum}))


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
            raise _make_name_taken_error(target.name) from error
        raise


def _check_free(name: str) -> None:
    for other in datasets.list_names():
        if naming.is_same_name(name, other):
            raise _make_name_taken_error(other)


def _make_name_taken_error(name: str) -> InputError:
    return InputError(
        N_("There is already a dataset called {name}. Choose another name, or remove that one first."), name=name
    )
