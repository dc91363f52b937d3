"""What a scan has to say of files and folders that are not used, each as a record with its reason."""

import os
from pathlib import Path

from core.data.index import Record
from core.data.intake.layout.tree import Folder
from core.data.intake.walk import Entry
from core.i18n import N_, Message


def is_unicode(path: str) -> bool:
    """Whether a name is Unicode; on some systems it can be any bytes, and those cannot be kept in a text file."""
    return not any("\ud800" <= sign <= "\udfff" for sign in path)


def escape_name(path: str | Path) -> str:
    """A name with a sign of its own for every byte that is no Unicode."""
    return os.fsencode(path).decode("utf-8", "replace")


def build_problem(path: str, kind: str, text: str, **values: object) -> Record:
    """The record of something that is not used; `text` may name it as `{file}`."""
    name = escape_name(path)
    return Record(path=name, label=None).refuse(kind, Message(text, {"file": name, **values}))


def report_folder(folder: Folder, root: Path, kind: str, text: str, **values: object) -> Record:
    return build_problem(folder.path.relative_to(root).as_posix(), kind, text, **values)


def report_bad_name(path: str) -> Record:
    return build_problem(path, "bad_name", N_("The name {file} is not valid Unicode. Rename the file."))


def report_unreadable(step: Entry, root: Path) -> Record:
    return build_problem(step.path.relative_to(root).as_posix(), "unreadable", str(step.trouble))


def report_without_pictures(folder: Folder, root: Path) -> Record | None:
    """A folder beside the classes that holds no picture: an empty class, or other files, which need no word."""
    if any(below.file_names for below in folder.walk()):
        return None
    text = N_("The class folder {file} is empty. Put pictures into it, or remove it.")
    return report_folder(folder, root, "empty_class", text)


def report_beside_splits(folder: Folder, root: Path) -> Record:
    text = N_(
        "The folder {file} lies beside the folders of the splits and is not used. Move it into train if it is a class."
    )
    return report_folder(folder, root, "loose", text)


def report_beside(folder: Folder, root: Path) -> Record:
    text = N_("The folder {file} lies beside the dataset and is not used. Add it by itself if it is a dataset too.")
    return report_folder(folder, root, "loose", text)


def report_unlabelled(folder: Folder, root: Path) -> Record:
    text = N_("The pictures in {file} lie in no class folders, so they have no labels and are not used.")
    return report_folder(folder, root, "loose", text)


def report_masks(folder: Folder, root: Path) -> Record:
    text = N_("The folder {file} holds masks or annotations of the pictures, and is not used.")
    return report_folder(folder, root, "loose", text)


def report_hidden(folder: Folder, root: Path) -> Record:
    text = N_("The folder {file} is hidden and is not used. Rename it without the dot if it is a class.")
    return report_folder(folder, root, "loose", text)


def report_loose_pictures(folder: Folder, root: Path) -> list[Record]:
    text = N_("{file} lies beside the class folders and is not used. Move it into the folder of its class.")
    return [build_problem(path.relative_to(root).as_posix(), "loose", text) for path in folder.pictures]
