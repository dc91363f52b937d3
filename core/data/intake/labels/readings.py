"""Readings of pictures whose labels stand in a table, or in the names of the files."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from core.data.index import Record, Split
from core.data.intake.labels import table
from core.data.intake.labels.columns import describe_columns, find_columns, is_named_like_labels
from core.data.intake.labels.joined import SEPARATOR, LabelFiles, group_files, read_files
from core.data.intake.labels.match import PictureFinder
from core.data.intake.layout.choices import LayoutChoices
from core.data.intake.layout.found import Found
from core.data.intake.layout.label_table import Columns, LabelTable
from core.data.intake.layout.problems import build_problem, is_unicode
from core.data.intake.layout.readings import Reading
from core.data.intake.layout.split_names import find_split
from core.data.intake.layout.tree import Folder
from core.errors import InputError
from core.i18n import N_, Message
from core.units import join_names

AS_LABELS = N_("The classes stand in {file}: in its column {label}, for the pictures in its column {path}.")
NO_ROWS = N_("{file} has no rows below the names of its columns. Write a line for each picture.")
AS_NAMES = N_("The file names begin with the classes: {names}.")
NO_COLUMNS = N_(
    "No column of {file} names pictures that are here, or none their classes. Say which: --path-column and "
    "--label-column. Its columns are: {columns}."
)
MISSING = N_("{n} pictures that {file} names are not there or have no label; the first: {first}.")
NOT_NAMED = N_("{n} pictures have no label in {file} and are not used; the first: {first}.")
TWO_LABELS = N_("{file} has two labels in the table and is not used. Leave one of its lines.")
UNNAMED = N_("{n} pictures have no label in their names and are not used; the first: {file}.")
_MOST_TABLES = 20
_FEWEST_OF_CLASS = 2
_MOST_OF_FOLDER = 0.8  # share of a folder's pictures that must have a label in their names
_LABELLED = re.compile(r"(?P<label>.*?[^\W\d_].*?)[\s._\-]*\(?\d+\)?")
_BY_CAMERAS = {"img", "image", "images", "dsc", "dscn", "dscf", "photo", "pic", "picture", "pxl", "frame", "file"}


def list_pictures(root: Path) -> list[str]:
    """Every picture under the root, by what it is or is named, in the order of the paths."""
    found = (path.relative_to(root).as_posix() for folder in Folder(root).walk() for path in folder.pictures)
    return sorted(path for path in found if is_unicode(path))


def offer_labels(root: Path) -> list[Reading]:
    """The readings of pictures without class folders: a table beside them that labels them, labels in their names."""
    pictures = list_pictures(root)
    finder = PictureFinder(pictures)
    tables = [
        (files, columns)
        for files in group_files(root, _list_tables(root), finder)
        if (columns := find_columns(files.table, finder.is_picture))
    ]
    likeliest = sorted(tables, key=lambda one: _judge_table(one[0], one[1], finder), reverse=True)
    return [*(_read_rows(files, columns, pictures) for files, columns in likeliest[:1]), *read_names(pictures)]


def _judge_table(files: LabelFiles, columns: Columns, finder: PictureFinder) -> tuple[bool, bool, int]:
    """How likely it is the one: no example of an answer, a column that is named like labels, many pictures."""
    is_example = any("submission" in file.casefold() for file in files.files)
    named = is_named_like_labels(columns.label) or columns.label == files.table.made
    return not is_example, named, sum(map(finder.is_picture, files.table.list_values(columns.path)))


def read_table(root: Path, choices: LayoutChoices) -> Reading:
    """The reading by the table that a person has named.

    Raises:
        InputError: it cannot be read, or its columns cannot be found.

    """
    pictures = list_pictures(root)
    finder = PictureFinder(pictures)
    files = read_files(root, _find_tables(root, str(choices.labels)), finder)
    if not files.table.rows:
        raise InputError(NO_ROWS, file=files.shown)
    columns = find_columns(files.table, finder.is_picture, choices.path_column, choices.label_column)
    if columns is None:
        raise InputError(NO_COLUMNS, file=files.shown, columns=join_names(files.table.columns))
    return _read_rows(files, columns, pictures)


def read_names(pictures: Sequence[str]) -> list[Reading]:
    """The reading by file names, `cat.0.jpg`, if most of a folder's have labels that occur again."""
    by_folder = defaultdict[str, list[str]](list)
    for path in pictures:
        by_folder[str(PurePosixPath(path).parent)].append(path)
    found = [each for paths in by_folder.values() for each in _label_by_names(paths)]
    labels = {label for _, label in found}
    if len(labels) < 2:
        return []
    left = sorted(set(pictures) - {path for path, _ in found})
    notes = [build_problem(left[0], "loose", UNNAMED, n=len(left))] if left else []
    files = _assign_splits([(path, label, _find_split_above(path)) for path, label in found])
    return [Reading("names", Message(AS_NAMES, {"names": join_names(sorted(labels))}), files=files, notes=notes)]


def _label_by_names(paths: Sequence[str]) -> list[tuple[str, str]]:
    named = [(path, label) for path in paths if (label := _read_label(PurePosixPath(path).stem))]
    counts = Counter(label for _, label in named)
    named = [(path, label) for path, label in named if counts[label] >= _FEWEST_OF_CLASS]
    return named if len(named) >= _MOST_OF_FOLDER * len(paths) else []


def _read_label(stem: str) -> str | None:
    match = _LABELLED.fullmatch(stem)
    label = match["label"].strip(" ._-(") if match else ""
    return label if label and label.casefold() not in _BY_CAMERAS else None


def _find_split_above(path: str) -> Split | None:
    return next((split for part in PurePosixPath(path).parent.parts if (split := find_split(part))), None)


def _assign_splits(found: Sequence[tuple[str, str, Split | None]]) -> list[Found]:
    """Files with the splits that were found, or with none if there is only one."""
    several = len({split for _, _, split in found}) > 1
    return [Found(path, label, split or "train" if several else None) for path, label, split in found]


def _list_tables(root: Path) -> list[Path]:
    top = Folder(root)
    near = [*top.files, *(file for folder in top.folders for file in folder.files)]
    tables = [path for path in near if path.suffix.lower() in table.ENDINGS]
    return sorted(tables, key=lambda path: path.suffix.lower() == ".txt")[:_MOST_TABLES]  # many texts are no tables


def _find_tables(root: Path, name: str) -> list[Path]:
    """The file of that name, wherever it lies; several where several are named."""
    path = root / name  # an absolute name stays what it is
    if path.is_file():
        return [path]
    if SEPARATOR in name:
        return [found for one in name.split(SEPARATOR) for found in _find_tables(root, one)]
    alike = [file for folder in Folder(root).walk() for file in folder.files if file.name == Path(name).name]
    return alike if len(alike) == 1 else [path]


def _read_rows(label_files: LabelFiles, columns: Columns, pictures: Sequence[str]) -> Reading:
    read, name = label_files.table, label_files.shown
    finder = PictureFinder(pictures)
    texts, labels = read.list_values(columns.path), read.list_values(columns.label)
    splits = [find_split(text) for text in read.list_values(columns.split)] if columns.split else [None] * len(texts)
    rows = [(finder.find(text), label, split) for text, label, split in zip(texts, labels, splits, strict=True)]
    labels_of = defaultdict[str, set[str]](set)
    for picture, label, _ in rows:
        if picture and label:
            labels_of[picture].add(label)
    torn = {picture for picture, found in labels_of.items() if len(found) > 1}
    known = {picture: (picture, label, split) for picture, label, split in rows if picture and label}
    files = _assign_splits([known[picture] for picture in sorted(known) if picture not in torn])
    lost = [text for text, (picture, label, _) in zip(texts, rows, strict=True) if not (picture and label)]
    notes = [*_report(name, lost, sorted(set(pictures) - known.keys())), *_report_torn(torn)]
    sentence = Message(AS_LABELS, {"file": name, "label": columns.label, "path": columns.path})
    about = LabelTable(label_files.named, describe_columns(read, finder.is_picture), columns)
    return Reading("labels", sentence, files=files, notes=notes, table=about)


def _report(name: str, lost: Sequence[str], left: Sequence[str]) -> list[Record]:
    reported = []
    if lost:
        reported.append(build_problem(name, "missing", MISSING, n=len(lost), first=lost[0]))
    if left:
        reported.append(build_problem(name, "loose", NOT_NAMED, n=len(left), first=left[0]))
    return reported


def _report_torn(torn: Iterable[str]) -> list[Record]:
    return [build_problem(picture, "label_conflict", TWO_LABELS) for picture in sorted(torn)]
