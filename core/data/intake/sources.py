"""Where pictures come from: a folder, a zip, or one of the sets that come with Glassbox."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from PIL import Image

from core import quota
from core.cancel import CancelToken
from core.data.index import Record
from core.data.intake.archives import unpacking
from core.data.intake.archives.journal import Journal
from core.data.intake.layout.problems import escape_name, is_unicode
from core.data.intake.options import BUILT_IN, check_options
from core.data.intake.published import fetch as published
from core.data.intake.published.arrays import save_once
from core.data.intake.published.sets import PUBLISHED
from core.data.intake.uploaded import UploadedFolder
from core.data.manifest import Kind, Source
from core.data.shipped import read_digits
from core.errors import InputError
from core.i18n import N_
from core.parallel import Progress, in_order
from core.sketches.studio import Order, draw_all

Given = str | os.PathLike[str] | IO[bytes] | UploadedFolder


def recognise(given: Given, options: Mapping[str, object] | None) -> Source:
    """Say what a source is: the name of a built-in, a folder, a zip, or an open zip.

    Raises:
        InputError: there is no such thing, or it has no such option.

    """
    if isinstance(given, UploadedFolder):
        return Source(kind="upload", location=given.name, options=check_options("upload", options))
    if not isinstance(given, str | os.PathLike):
        name = Path(str(getattr(given, "name", "upload.zip"))).name
        return Source(kind="zip", location=name, options=check_options("zip", options))
    for kind in (*BUILT_IN, *PUBLISHED):
        if given == kind:
            return Source(kind=kind, options=check_options(kind, options))
    path = Path(given).expanduser().absolute()
    quota.current().check_place(path)
    if not is_unicode(str(path)):
        raise InputError(
            N_("The name {path} is not valid Unicode. Rename the folder or the file."), path=escape_name(path)
        )
    kind = _find_kind(path)
    return Source(kind=kind, location=str(path), options=check_options(kind, options))


def check_place(text: str) -> Path:
    """The folder or archive of this machine that a person has typed.

    Raises:
        InputError: there is none, or the machine is somebody else's.

    """
    path = Path(text).expanduser()
    quota.current().check_place(path)
    if not path.exists():
        raise InputError(N_("There is no folder {path} on this machine. Check how it is written."), path=text)
    return path


def _find_kind(path: Path) -> Kind:
    if path.is_dir():
        return "folder"
    if not path.is_file():
        raise InputError(
            N_("There is no folder or zip file {path}. Check the path, or use one of: {known}."),
            path=str(path),
            known=", ".join((*BUILT_IN, *PUBLISHED)),
        )
    return "zip"


def fetch(
    source: Source,
    given: Given,
    target: Path,
    names_encoding: str | None,
    journal: Journal,
    progress: Progress | None,
    cancel: CancelToken,
) -> list[Record]:
    """Put the pictures of an archive or a built-in under `target`; return what could not be used.

    Args:
        source: what `recognise` returned.
        given: the archive's path, or the open archive.
        target: the folder, made if it is not there.
        names_encoding: how an archive's file names are encoded; guessed if None.
        journal: what an interrupted attempt has unpacked; what it has drawn is there, and is not drawn again.
        progress: called with (done, total).
        cancel: asked between files.

    """
    if source.kind == "zip":
        assert not isinstance(given, UploadedFolder)
        opened = Path(given) if isinstance(given, str | os.PathLike) else given
        return unpacking.unpack(opened, target, progress, cancel, names_encoding=names_encoding, journal=journal)
    if source.kind in PUBLISHED:
        return list(published.fetch(source.kind, target, journal, progress, cancel))
    if source.kind == "sketches":
        draw_all(Order(target, **source.options), progress, cancel)
    else:
        list(in_order(lambda drawing: _save(drawing, target), _open_digits(), progress, cancel))
    return []


@dataclass(frozen=True)
class _Drawing:
    path: str
    draw: Callable[[], Image.Image]


def _save(drawing: _Drawing, target: Path) -> None:
    save_once(target, target / drawing.path, drawing.draw)


def _open_digits() -> list[_Drawing]:
    labels, grey = read_digits()

    def describe_digit(number: int) -> _Drawing:
        label = labels[number]
        return _Drawing(f"{label}/{label}-{number:04d}.png", lambda: Image.fromarray(grey[number]))

    return [describe_digit(number) for number in range(len(grey))]
