"""Find the classes of a folder and their files. No file is opened, but some without a picture's ending."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.data.index import Record
from core.data.intake.archives.archive_kind import find_kind
from core.data.intake.labels.class_names import name_classes
from core.data.intake.labels.readings import offer_labels, read_table
from core.data.intake.layout import problems as tell
from core.data.intake.layout.absent import report_absent
from core.data.intake.layout.choices import OPEN, LayoutChoices
from core.data.intake.layout.found import Found, FoundFiles, Layout
from core.data.intake.layout.readings import AmbiguousLayoutError, Reader, Reading, choose, describe_all
from core.data.intake.layout.sidecars import Sidecars
from core.data.intake.layout.spelling import settle
from core.data.intake.layout.split_names import are_folds, find_split
from core.data.intake.layout.tree import Folder
from core.data.intake.walk import walk
from core.errors import InputError
from core.i18n import N_, Message
from core.units import join_names

NO_PICTURES = N_("There are no pictures in {folder}. It needs one folder of pictures for each class.")
NO_CLASSES = N_(
    "The pictures in {folder} lie in no class folder. Make one folder for each class and sort them into it."
)
FLAT_SPLITS = N_(
    "{names} in {folder} are splits, not classes, and their pictures lie in no class folders. Make one folder for each "
    "class in each of them and sort the pictures into it."
)
ONE_CLASS = N_("{folder} has only one class, {label}. A classifier needs at least two folders of pictures.")
ARCHIVES = N_(
    "There are no pictures in {folder}, but archives: {names}. Unpack each into a folder of its own, or add one of "
    "them alone, or pack them into one zip, which is unpacked with all that is in it."
)
BOXES = N_(
    "The pictures in {folder} come with {ending} files that mark things in them, for an object detector. A classifier "
    "needs one class for each picture: make one folder for each class and sort the pictures into it."
)
UNREAD = N_(
    "There are no pictures in {folder}, and its {endings} files are not read. Save what they show as pictures, one "
    "folder for each class."
)
SPREADSHEET = N_("{problem} If {file} says the labels, save it as CSV (UTF-8): a spreadsheet is not read.")
OR_READ = N_("{problem} Or choose with --reading NAME where the labels are. {readings}")
_MOST_OPENED = 100  # files, to see whether they are archives
_SPREADSHEETS = {".xlsx", ".xls", ".ods", ".numbers"}
_UNREAD = {
    ".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v", ".parquet", ".arrow", ".tfrecord", ".tfrecords", ".npz", ".npy",
    ".h5", ".hdf5", ".mat", ".pkl", ".pickle", ".lmdb", ".pdf", ".psd",
}  # fmt: skip
_BOXES = (".txt", ".xml")  # as YOLO and Pascal VOC write them


def scan(root: Path, shown: str, choices: LayoutChoices = OPEN) -> Layout:
    """Find the classes and their files under `root`.

    Args:
        root: the folder.
        shown: what to call it in an error.
        choices: what a person has decided about it.

    Raises:
        InputError: there are no classes, or fewer than two.
        AmbiguousLayoutError: it can be read in several ways, or only in one that has to be confirmed.

    """
    reading = choose(list_readings(root, shown, choices), choices.reading, shown)
    found, problems = _list_files(reading, root)
    found, named = name_classes(found, root)
    found, alike = settle(found, joined=choices.join_capitals)
    problems += [*reading.notes, *named, *alike]
    problems += [note for part in reading.parts for note in tell.report_loose_pictures(part, root)]
    _check(found, shown)
    problems += report_absent(found.kinds)
    return Layout(found, _sort(problems))


def list_readings(root: Path, shown: str, choices: LayoutChoices = OPEN) -> list[Reading]:
    """What `root` can be read as, the likeliest first; see `scan` for the arguments.

    Raises:
        InputError: nothing.
        AmbiguousLayoutError: only what has to be confirmed.

    """
    top = Folder(root)
    if top.closed:
        raise InputError(
            N_("The folder {folder} cannot be read. Check that it is there and that you may read it."),
            folder=str(root),
        )
    if choices.labels:
        return [read_table(root, choices)]
    readings = Reader(root).read(top)
    if choices.reading in ("labels", "names"):
        return [*offer_labels(root), *readings]
    if choices.reading == "classes" and all(reading.name != "classes" for reading in readings) and len(top.full) > 1:
        return [*readings, Reader(root).read_as_classes(top)]
    if readings and not (len(readings) == 1 and _has_one_class(readings[0])):
        return readings
    offers = offer_labels(root)
    if choices.reading is None:
        _refuse(top, readings, offers, shown)
    return [*readings, *offers]


def _has_one_class(reading: Reading) -> bool:
    return len({each.label for each in reading.classes}) < 2


def _refuse(top: Folder, readings: Sequence[Reading], offers: Sequence[Reading], shown: str) -> None:
    """Raise that there are no classes; say what else the labels can be read from."""
    problem = _explain(top, readings, shown)
    if offers:
        raise AmbiguousLayoutError(OR_READ, offers, problem=str(problem), readings=describe_all(offers))
    if sheet := next((path for path in top.files if path.suffix.lower() in _SPREADSHEETS), None):
        raise InputError(SPREADSHEET, problem=problem, file=sheet.name)
    if readings and problem.text != BOXES:
        return  # a single class is told when its files were listed
    raise InputError(problem.text, **problem.values)


def _explain(top: Folder, readings: Sequence[Reading], shown: str) -> Message:
    here = top
    while not here.picture_names and len(here.full) == 1 and not here.full[0].is_flat:
        here = here.full[0]
    names = [folder.name for folder in here.full]
    if ending := _find_boxes(top):
        return Message(BOXES, {"folder": shown, "ending": ending})
    if len(names) > 1 and not readings:
        return Message(FLAT_SPLITS, {"names": join_names(names), "folder": shown})
    flat_alone = len(names) == 1 and (find_split(names[0]) or are_folds(names))
    if here.picture_names or flat_alone:
        return Message(NO_CLASSES, {"folder": shown})
    if readings and readings[0].classes:
        return Message(ONE_CLASS, {"folder": shown, "label": readings[0].classes[0].label})
    if archives := [path.name for path in top.files[:_MOST_OPENED] if find_kind(path)]:
        return Message(ARCHIVES, {"folder": shown, "names": join_names(archives)})
    if endings := sorted({path.suffix.lower() for folder in top.walk() for path in folder.files} & _UNREAD):
        return Message(UNREAD, {"folder": shown, "endings": join_names(endings)})
    return Message(NO_PICTURES, {"folder": shown})


def _find_boxes(top: Folder) -> str | None:
    """The ending of files that go with most of the pictures by their names, as boxes for a detector do."""
    stems: dict[str, set[str]] = defaultdict(set)
    pictures = set[str]()
    for folder in top.walk():
        pictures |= {Path(name).stem for name in folder.picture_names}
        for name in folder.file_names:
            stems[Path(name).suffix.lower()].add(Path(name).stem)
    return next((ending for ending in _BOXES if 2 * len(stems[ending] & pictures) > len(pictures) > 0), None)


def _list_files(reading: Reading, root: Path) -> tuple[FoundFiles, list[Record]]:
    problems: list[Record] = []
    beside = Sidecars()
    found = FoundFiles(_find_files(reading, root, problems, beside))
    return found, [*problems, *beside.report()]


def _find_files(reading: Reading, root: Path, problems: list[Record], beside: Sidecars) -> Iterator[Found]:
    """The files as they are found, one at a time, in the order of their paths; adds what cannot be used."""
    yield from reading.files
    for each in sorted(reading.classes, key=lambda one: f"{one.folder.path.relative_to(root).as_posix()}/"):
        label, folder = tell.escape_name(each.label), each.folder.path.relative_to(root).as_posix()
        for step in walk(each.folder.path):
            path = step.path.relative_to(root).as_posix()
            if step.trouble is not None:
                problems.append(tell.report_unreadable(step, root))
            elif beside.take(step.path, folder):
                continue
            elif tell.is_unicode(path):
                yield Found(path, label, each.split)
            else:
                problems.append(tell.report_bad_name(path))


def _sort(problems: Sequence[Record]) -> list[Record]:
    """In the order of the paths, each once: a folder can be told from above and from within."""
    once = {(record.path, record.kind, str(record.reason)): record for record in problems}
    return [once[key] for key in sorted(once, key=lambda key: key[:2])]


def _check(found: FoundFiles, shown: str) -> None:
    labels = sorted({kind.label for kind in found.kinds})
    if not labels:
        raise InputError(NO_PICTURES, folder=shown)
    if len(labels) == 1:
        raise InputError(ONE_CLASS, folder=shown, label=labels[0])
