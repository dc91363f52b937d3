"""A set of pictures that is being collected: a folder a class under `$GLASSBOX_HOME/drafts`, on disk at once.

Usage:
    draft = drafts.create(["cup", "spoon"])
    draft.add("cup", data, "photo.jpg")
    dataset = draft.keep("kitchen")        # a normal dataset with copies of the pictures

The folder is the truth, so a reload, another tab or a restart finds everything; a picture's name is its SHA-256.
`classes.json` adds the order of the classes and those that are still empty; where it cannot be read, the folders tell.
"""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import BaseModel, model_validator

from core import files, workspace
from core.data import names
from core.data.datasets import Dataset
from core.data.index import SPLITS, fingerprint
from core.data.intake import adding, limits
from core.data.intake.layout.choices import LayoutChoices
from core.data.intake.layout.split_names import find_split
from core.data.intake.walk import SKIPPED
from core.data.pixels.decode import examine
from core.data.pixels.stripping.strip import strip_metadata
from core.errors import InputError
from core.i18n import N_

FILE = "classes.json"
PICTURES = "pictures"
FEWEST = len(SPLITS)  # pictures a class: one for each split
GONE = N_("The collection {draft} is gone or damaged. Begin a new one.")
_ID = re.compile(r"[0-9a-f]{12}")


class _DraftFile(BaseModel):
    """The content of `classes.json`; one of an older Glassbox is the list alone."""

    classes: list[str]

    @model_validator(mode="before")
    @classmethod
    def _read_older_form(cls, content: Any) -> Any:
        return {"classes": content} if isinstance(content, list) else content


@dataclass(frozen=True)
class Draft:
    """The classes in the order in which they were made, and their pictures in the order in which they came."""

    folder: Path

    @property
    def draft_id(self) -> str:
        return self.folder.name

    @property
    def pictures_folder(self) -> Path:
        """One folder a class."""
        return self.folder / PICTURES

    @property
    def classes(self) -> list[str]:
        """Raises InputError if the draft is gone."""
        written = _read(self.folder / FILE)
        if written is not None:
            return written.classes
        if not self.folder.is_dir():
            raise InputError(GONE, draft=self.draft_id)
        return sorted(path.name for path in (self.folder / PICTURES).glob("*") if path.is_dir())

    def list_pictures(self, label: str) -> list[Path]:
        """The files of one class, the oldest first."""
        found = [path for path in (self.pictures_folder / label).glob("*") if not path.name.startswith(".")]
        return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))

    def add(self, label: str, data: bytes, name: str) -> Path:
        """Keep a picture; one that is there already is kept once, in the class it was last added to.

        Raises:
            InputError: it cannot be read, or the disk is full; the sentence calls it `name`.

        """
        data = strip_metadata(data, name)
        examine(data, name)
        path = self._find_class_folder(label) / fingerprint(data)
        limits.check_room(len(data), path.parent, pictures=1)
        for other in self.classes:
            if other != label:
                (self.pictures_folder / other / path.name).unlink(missing_ok=True)
        files.write_atomically(path, data)
        return path

    def delete(self, label: str, picture: str) -> None:
        """Forget the picture of that name."""
        (self._find_class_folder(label) / Path(picture).name).unlink(missing_ok=True)

    def add_class(self, label: str) -> None:
        """A further class, still without pictures.

        Raises:
            InputError: the name cannot be used.

        """
        self._write([*self.classes, self._check_label(label, self.classes)])

    def rename_class(self, label: str, new: str) -> str:
        """The name that it has now.

        Raises:
            InputError: the name cannot be used.

        """
        old = self._find_class_folder(label)
        tidy = self._check_label(new, [other for other in self.classes if other != label])
        if old.is_dir():
            old.rename(old.with_name(tidy))
        self._write([tidy if other == label else other for other in self.classes])
        return tidy

    def remove_class(self, label: str) -> None:
        """With all its pictures."""
        shutil.rmtree(self._find_class_folder(label), ignore_errors=True)
        self._write([other for other in self.classes if other != label])

    def keep(self, name: str) -> Dataset:
        """Make a dataset of copies of the pictures; the draft stays.

        Raises:
            InputError: a class has too few pictures, or the name cannot be used.

        """
        self.check_complete()
        return adding.add(self.pictures_folder, name, copy=True, choices=LayoutChoices(reading="classes"))

    def check_complete(self) -> None:
        """Raises InputError if a class has too few pictures for a dataset."""
        for label in self.classes:
            if len(self.list_pictures(label)) < FEWEST:
                raise InputError(
                    N_("The class {label} has fewer than {n} pictures. Add some, or remove it."), label=label, n=FEWEST
                )

    def _find_class_folder(self, label: str) -> Path:
        if label not in self.classes:
            raise InputError(N_("This collection has no class {label}."), label=label)
        return self.pictures_folder / label

    def _check_label(self, label: str, others: Sequence[str]) -> str:
        tidy = names.normalize_name(label)
        if find_split(tidy) or tidy.casefold() in SKIPPED:
            raise InputError(N_("A class cannot be called {label}: folders of splits are. Choose another."), label=tidy)
        if any(names.is_same_name(tidy, other) for other in others):
            raise InputError(N_("There is a class {label} already. Choose another name."), label=tidy)
        return tidy

    def _write(self, classes: Sequence[str]) -> None:
        files.write_json(self.folder / FILE, _DraftFile(classes=list(classes)))


@files.none_if_damaged
def _read(path: Path) -> _DraftFile | None:
    return files.read_json(path, _DraftFile)


def create(classes: Sequence[str]) -> Draft:
    """A new draft with these classes and no pictures."""
    draft = Draft(_find_drafts_folder() / uuid4().hex[:12])
    with files.disk_errors(draft.folder):
        draft.folder.mkdir(parents=True)
    draft._write([])
    for label in classes:
        draft.add_class(label)
    return draft


def find(draft_id: str) -> Draft:
    """The draft of that name.

    Raises:
        InputError: there is none.

    """
    draft = Draft(_find_drafts_folder() / draft_id)
    if not _ID.fullmatch(draft_id) or not draft.folder.is_dir():
        raise InputError(GONE, draft=draft_id)
    return draft


def find_latest() -> Draft | None:
    """The draft that was worked on last, if any."""
    found = [Draft(path) for path in _find_drafts_folder().glob("*") if _ID.fullmatch(path.name) and path.is_dir()]
    return max(found, key=_read_last_change, default=None)


def _read_last_change(draft: Draft) -> float:
    folders = [draft.folder, *(draft.folder / PICTURES).glob("*")]
    return max(path.stat().st_mtime for path in folders)


def remove(draft: Draft) -> None:
    """Delete it with its pictures; datasets that were made of it stay."""
    shutil.rmtree(draft.folder, ignore_errors=True)


def _find_drafts_folder() -> Path:
    return workspace.current().drafts
