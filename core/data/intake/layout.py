"""How pictures lie in folders: one folder a class, with or without train, val and test above."""

import os
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.data.index import Record, Split
from core.data.intake.walk import Entry, is_file, is_folder, list_entries, walk
from core.errors import InputError
from core.i18n import N_, Message

ALIASES: Mapping[str, Split] = {
    **dict.fromkeys(("train", "training", "train_set", "training_set", "trainset"), "train"),
    **dict.fromkeys(("val", "valid", "validation", "val_set", "validation_set", "dev"), "val"),
    **dict.fromkeys(("test", "testing", "test_set", "testset"), "test"),
}
PICTURE_ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".mpo", ".heic", ".avif", ".svg"}


@dataclass(frozen=True)
class Found:
    """A file in a class folder; `path` is relative to the root, with forward slashes."""

    path: str
    label: str
    split: Split | None


@dataclass(frozen=True)
class Layout:
    found: Sequence[Found]
    problems: Sequence[Record]


@dataclass(frozen=True)
class _Part:
    """A folder that holds class folders."""

    folder: Path
    split: Split | None


def scan(root: Path, shown: str) -> Layout:
    """Find the classes and their files under `root`; no file is opened.

    Args:
        root: the folder.
        shown: what to call it in an error.

    Raises:
        InputError: there are no class folders, or fewer than two classes.

    """
    parts, problems = _find_parts(_enter_wrapper(root))
    found: list[Found] = []
    for part in parts:
        problems += _report_loose_pictures(part.folder, root)
        for folder in _list_folders(part.folder):
            files, unreadable = _find_files_of_class(folder, root, part.split)
            found += files
            problems += unreadable or ([] if files else [_report_empty_class(folder, root)])
    found = _unify_spelling(found)
    _check(found, problems, shown)
    return Layout(sorted(found, key=lambda file: file.path), sorted(problems, key=lambda record: record.path))


def _unify_spelling(found: Sequence[Found]) -> list[Found]:
    """With each label of validation and test as train spells it, where they differ in nothing but capitals."""
    taught = {file.label for file in found if file.split in ("train", None)}
    spellings: dict[str, list[str]] = {}
    for label in sorted(taught):
        spellings.setdefault(label.casefold(), []).append(label)

    def unify(file: Found) -> Found:
        alike = spellings.get(file.label.casefold(), [])
        return file if file.label in taught or len(alike) != 1 else replace(file, label=alike[0])

    return [unify(file) for file in found]


def _enter_wrapper(root: Path) -> Path:
    """Go into a folder that holds nothing but one other folder with folders in it, as zips often have."""
    while (inner := _find_wrapped(root)) is not None:
        root = inner
    return root


def _find_wrapped(root: Path) -> Path | None:
    folders = _list_folders(root)
    if len(folders) != 1 or _is_split(folders[0]) or _list_pictures(root):
        return None
    inside = _list_folders(folders[0])
    is_a_wrapping = len(inside) > 1 or (len(inside) == 1 and not _list_pictures(folders[0]))
    return folders[0] if is_a_wrapping else None


def _find_parts(top: Path) -> tuple[list[_Part], list[Record]]:
    folders = _list_folders(top)
    named = [folder for folder in folders if _is_split(folder)]
    others = [folder for folder in folders if folder not in named]
    splits = {ALIASES[folder.name.casefold()] for folder in named}
    unlike_splits = [folder for folder in others if folder.name.casefold() not in ALIASES]
    if not named or (unlike_splits and len(splits) < 2):
        return [_Part(top, None)], []
    if "train" not in splits:
        raise InputError(
            N_("{folder} has {found} but no train folder. Put the classes to learn from into a folder train."),
            folder=top.name,
            found=", ".join(sorted(folder.name for folder in named)),
        )
    only_train = splits == {"train"}
    problems = _report_loose_pictures(top, top) + [_report_unused_folder(folder, top) for folder in others]
    return [_Part(folder, None if only_train else ALIASES[folder.name.casefold()]) for folder in named], problems


def _is_split(folder: Path) -> bool:
    """Named like a split and made of class folders; a class may be called `train` too, and then holds pictures."""
    return folder.name.casefold() in ALIASES and bool(_list_folders(folder)) and not _list_pictures(folder)


def _list_entries(folder: Path) -> list[Path]:
    try:
        return list_entries(folder)
    except OSError as error:
        raise InputError(
            N_("The folder {folder} cannot be read. Check that it is there and that you may read it."),
            folder=str(folder),
        ) from error


def _list_folders(folder: Path) -> list[Path]:
    return [entry for entry in _list_entries(folder) if is_folder(entry)]


def _list_pictures(folder: Path) -> list[Path]:
    return [entry for entry in _list_entries(folder) if entry.suffix.lower() in PICTURE_ENDINGS and is_file(entry)]


def _find_files_of_class(folder: Path, root: Path, split: Split | None) -> tuple[list[Found], list[Record]]:
    label = unicodedata.normalize("NFC", folder.name)
    steps = list(walk(folder))
    paths = [step.path.relative_to(root).as_posix() for step in steps if step.trouble is None]
    found = [Found(path, label, split) for path in paths if is_unicode(path)]
    bad_names = [_report_bad_name(path) for path in paths if not is_unicode(path)]
    return found, bad_names + [_report_unreadable(step, root) for step in steps if step.trouble is not None]


def is_unicode(path: str) -> bool:
    """Whether a name is Unicode; on some systems it can be any bytes, and those cannot be kept in a text file."""
    return not any("\ud800" <= sign <= "\udfff" for sign in path)


def escape_name(path: str | Path) -> str:
    """A name with a sign of its own for every byte that is no Unicode."""
    return os.fsencode(path).decode("utf-8", "replace")


def _build_problem(path: str, label: str | None, kind: str, text: str) -> Record:
    name = escape_name(path)
    return Record(path=name, label=label).refuse(kind, Message(text, {"file": name}))


def _report_bad_name(path: str) -> Record:
    return _build_problem(path, None, "bad_name", N_("The name {file} is not valid Unicode. Rename the file."))


def _report_unreadable(step: Entry, root: Path) -> Record:
    return _build_problem(step.path.relative_to(root).as_posix(), None, "unreadable", str(step.trouble))


def _report_empty_class(folder: Path, root: Path) -> Record:
    text = N_("The class folder {file} is empty. Put pictures into it, or remove it.")
    return _build_problem(folder.relative_to(root).as_posix(), None, "empty_class", text)


def _report_unused_folder(folder: Path, root: Path) -> Record:
    text = N_(
        "The folder {file} lies beside the folders of the splits and is not used. Move it into train if it is a class."
    )
    return _build_problem(folder.relative_to(root).as_posix(), None, "loose", text)


def _report_loose_pictures(folder: Path, root: Path) -> list[Record]:
    text = N_("{file} lies beside the class folders and is not used. Move it into the folder of its class.")
    return [_build_problem(path.relative_to(root).as_posix(), None, "loose", text) for path in _list_pictures(folder)]


def _check(found: Sequence[Found], problems: Sequence[Record], shown: str) -> None:
    labels = sorted({file.label for file in found})
    if not labels and any(record.kind == "loose" for record in problems):
        text = N_(
            "The pictures in {folder} lie in no class folder. Make one folder for each class and sort them into it."
        )
        raise InputError(text, folder=shown)
    if not labels:
        raise InputError(
            N_("There are no pictures in {folder}. It needs one folder of pictures for each class."), folder=shown
        )
    if len(labels) == 1:
        raise InputError(
            N_("{folder} has only one class, {label}. A classifier needs at least two folders of pictures."),
            folder=shown,
            label=labels[0],
        )
