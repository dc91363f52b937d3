"""Every write that replaces a file, and every read that may find one absent or damaged.

    write_atomically(path, text)                       # a reader sees the old file or the new one, never a part
    with replacing(path) as file: file.write(piece)    # the same, for what is written in pieces
    spec = read_json(path, TrainingSpec, N_("{path} is damaged. Train another run."))     # None: there is no such file

A writer works on a temporary in the same folder, under a name that no other call, thread, process or host has, and
brings it to the disk before it takes the file's place. The names of temporaries are hidden and whoever lists a folder
leaves them out, so what a killed writer leaves behind harms nobody; `sweep` removes it.

A file that is there and cannot be read is never taken for absent: it raises `DamagedFileError`, whose sentence says
what to do, and the logger `glassbox` is told the cause. What can be made again is read by a function under
`none_if_damaged`. JSON and lines carry a CRC-32, arrays have that of their zip, so altered values are noticed too.
"""

import errno
import json
import logging
import os
import re
import shutil
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, ParamSpec, TypeVar
from uuid import uuid4

from core.errors import InputError
from core.i18n import N_
from core.parsing import retry_parsing

if TYPE_CHECKING:
    import numpy as np
    from pydantic import BaseModel

M = TypeVar("M", bound="BaseModel")
P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger("glassbox")

CHECKSUM, COUNT = "crc32", "lines"  # the keys that a file says its own checksum and length under
DAMAGED = N_("{path} is damaged. Delete it, and it is made again.")
FORBIDDEN = N_("{path} may not be read by this user. Change its permissions, and try again.")
DAY = 86_400.0  # seconds after which a temporary of another host is taken for left behind
CLOCK_TOLERANCE = 1500  # milliseconds by which two readings of one process's start may differ

_ABSENT = (FileNotFoundError, NotADirectoryError)
_OURS = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)  # of this process, and no fault of the file
_DAMAGE = (OSError, EOFError, KeyError, ValueError, RecursionError, NotImplementedError, zipfile.BadZipFile, zlib.error)
_TEMPORARY = re.compile(r"\.tmp-(\d+)-(\d+)-([0-9a-f]{8})-")


class DiskFullError(InputError):
    """There was no room for what had to be written at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            N_("The disk that holds {path} is full. Free some space, or set GLASSBOX_HOME to a folder elsewhere."),
            path=str(path),
        )


class DamagedFileError(InputError):
    """The file at `path` is there and cannot be read; `text` says what to do and may name it as `{path}`."""

    def __init__(self, path: Path, text: str, /, **values: Any) -> None:
        super().__init__(text, path=str(path), **values)
        self.path = path


class ChecksumError(ValueError):
    """The values in a file are not those that were written."""


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn a full disk or a folder that may not be written into one clear sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFullError(path) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
            raise not_writable(path) from error
        raise


def not_writable(path: str | Path) -> InputError:
    return InputError(
        N_("{path} cannot be written. Set GLASSBOX_HOME to a folder that you may write to."), path=str(path)
    )


@contextmanager
def damage_errors(path: Path, text: str = DAMAGED, /, **values: Any) -> Iterator[None]:
    """Turn whatever reading a damaged file raises into `DamagedFileError`; the log gets the cause.

    Args:
        path: the file that is read inside.
        text: the sentence for people, with its remedy; it may name the file as `{path}`.
        values: what else the sentence names.

    """
    try:
        yield
    except _DAMAGE as error:
        if isinstance(error, OSError) and error.errno in _OURS:
            raise
        raise damaged(path, error, FORBIDDEN if isinstance(error, PermissionError) else text, **values) from error


def damaged(path: Path, cause: Exception, text: str = DAMAGED, /, **values: Any) -> DamagedFileError:
    """Tell the log why a file cannot be read, and return what to raise; see `damage_errors` for the arguments."""
    _log_once(path, _written_at(path), repr(cause))
    return DamagedFileError(path, text, **values)


def none_if_damaged(read: Callable[P, T | None]) -> Callable[P, T | None]:
    """A reader of what is made again when it is missing: it returns None for a damaged file as for an absent one."""

    @wraps(read)
    def reader(*args: P.args, **kwargs: P.kwargs) -> T | None:
        try:
            return read(*args, **kwargs)
        except DamagedFileError:
            return None

    return reader


def write_atomically(path: Path, content: str | bytes) -> None:
    """Replace the file in one step; text becomes UTF-8.

    Raises:
        InputError: the disk is full, or the folder may not be written. The file is as it was.

    """
    with replacing(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` in one step when all of it is on the disk itself, or not at all."""
    with replacing_path(path) as temporary, temporary.open("xb") as file:
        yield file


@contextmanager
def replacing_path(path: Path) -> Iterator[Path]:
    """Name a file for whoever writes it by itself, with the suffix of `path`; at the end it takes the place of `path`.

    Raises:
        InputError: the disk is full, or the folder may not be written. As after any error inside, `path` is as it was
            and nothing is left behind.

    """
    temporary = temporary_path(path.parent, path.suffix)
    with disk_errors(path):
        try:
            yield temporary
            _bring_to_disk(temporary)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def _bring_to_disk(path: Path) -> None:
    """After a loss of power a file must not stand there empty under its new name."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def write_json(path: Path, value: "BaseModel | Mapping[str, Any]") -> None:
    """Replace the file by an object in JSON that carries its checksum; see `write_atomically`."""
    write_atomically(path, json_text(value))


def json_text(value: "BaseModel | Mapping[str, Any]") -> str:
    """An object in JSON that carries its checksum; white space around and within it is free."""
    content = dict(value) if isinstance(value, Mapping) else value.model_dump(mode="json")
    return json.dumps({**content, CHECKSUM: checksum(_canonical(content))}, ensure_ascii=False, indent=1)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Replace the file by these lines after one that says how many they are and their checksum."""
    body = "".join(f"{line}\n" for line in lines)
    head = json.dumps({COUNT: body.count("\n"), CHECKSUM: checksum(body)})
    write_atomically(path, f"{head}\n{body}")


def write_arrays(path: Path, arrays: "Mapping[str, np.ndarray | float | str]") -> None:
    """Replace the file by named arrays, compressed: an .npz, whose zip has a CRC-32 of each."""
    import numpy as np

    with replacing(path) as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


def read_bytes(path: Path, text: str = DAMAGED, /, **values: Any) -> bytes | None:
    """The content of a file; None if there is none.

    Raises:
        DamagedFileError: it is there and cannot be read; see `damage_errors` for the arguments.

    """
    with damage_errors(path, text, **values):
        try:
            return path.read_bytes()
        except _ABSENT:
            return None


def read_json(path: Path, model: type[M], text: str = DAMAGED, /, **values: Any) -> M | None:
    """The object in a JSON file; None if there is no file. One that carries no checksum is believed.

    Raises:
        DamagedFileError: it is no JSON, or not that of a `model`, or its checksum differs.

    """
    data = read_bytes(path, text, **values)
    if data is None:
        return None
    with damage_errors(path, text, **values):
        return model.model_validate_json(without_checksum(data))


def read_lines(path: Path, parse: Callable[[str], T], text: str = DAMAGED, /, **values: Any) -> list[T] | None:
    """The lines of a file through `parse`; None if there is no file. One that does not tell its lines is believed.

    Raises:
        DamagedFileError: there are fewer or others than it tells, or `parse` refuses one with a `ValueError`.

    """
    data = read_bytes(path, text, **values)
    if data is None:
        return None
    with damage_errors(path, text, **values):
        return [parse(line) for line in _verify_lines(data.decode()) if line]


def read_arrays(
    path: Path, names: Sequence[str], text: str = DAMAGED, /, optional: Sequence[str] = (), **values: Any
) -> "dict[str, np.ndarray] | None":
    """The arrays of these names in an .npz, and the optional ones that are there; None if there is no file.

    Raises:
        DamagedFileError: it is no .npz, one of the names is missing, or a checksum differs.

    """
    with damage_errors(path, text, **values):
        try:
            return _read_arrays(path, names, optional)
        except _ABSENT:
            return None


@retry_parsing
def _read_arrays(path: Path, names: Sequence[str], optional: Sequence[str]) -> "dict[str, np.ndarray]":
    import numpy as np

    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in (*names, *(name for name in optional if name in arrays))}


def without_checksum(data: bytes) -> str:
    """The object in JSON without its checksum, if it carries one.

    Raises:
        ChecksumError: it carries one, and that of its values differs.
        ValueError: it is no JSON.

    """
    content = json.loads(data)
    told = content.pop(CHECKSUM, None) if isinstance(content, dict) else None
    plain = _canonical(content)
    if told is not None and told != checksum(plain):
        raise ChecksumError("its checksum differs")
    return plain


def _verify_lines(text: str) -> list[str]:
    if not text:
        raise ValueError("it is empty")
    first, _newline, body = text.partition("\n")
    head = json.loads(first) if first.startswith(f'{{"{COUNT}":') else None
    if head is None:
        return text.split("\n")
    if head != {COUNT: body.count("\n"), CHECKSUM: checksum(body)}:
        raise ValueError("its count of lines or their checksum differs")
    return body.split("\n")


def _canonical(content: Any) -> str:
    """The same text for the same values, whatever their order and spacing in the file."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def checksum(content: str | bytes, before: str = "0") -> str:
    """The CRC-32 as eight hexadecimal digits; of content that comes in pieces, `before` is that of the earlier ones."""
    return f"{zlib.crc32(content.encode() if isinstance(content, str) else content, int(before, 16)):08x}"


def temporary_path(parent: Path, suffix: str = "") -> Path:
    """A path for a temporary of this process, under a hidden name that no other has and that says whose it is."""
    return parent / f".tmp-{_owner(os.getpid())}-{uuid4().hex[:16]}{suffix}"


@contextmanager
def temporary_folder(parent: Path) -> Iterator[Path]:
    """A new temporary folder; whatever is still there at the end is removed."""
    path = temporary_path(parent)
    with disk_errors(path):
        path.mkdir()
    try:
        yield path
    finally:
        remove(path)


def sweep(folder: Path) -> None:
    """Remove the temporaries in a folder that writers who are gone have left, and none of those who live."""
    for path in folder.glob(".tmp-*"):
        match = _TEMPORARY.match(path.name)
        if match and _is_left_behind(path, int(match[1]), int(match[2]), match[3]):
            remove(path)


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with all that is in it; there may be none."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _is_left_behind(path: Path, pid: int, started: int, host: str) -> bool:
    """Whether its writer is gone; of another host's that is not known, but for its age."""
    if host != _host():
        return time.time() - (_written_at(path) or time.time()) > DAY
    return abs(_started(pid) - started) > CLOCK_TOLERANCE


def _written_at(path: Path) -> float | None:
    with suppress(OSError):
        return path.stat().st_mtime
    return None


@cache
def _owner(pid: int) -> str:
    return f"{pid}-{_started(pid)}-{_host()}"


@cache
def _host() -> str:
    import socket

    return checksum(socket.gethostname())


def _started(pid: int) -> int:
    """When a process began, in milliseconds; 0 if there is none. A number can be given to a new process."""
    import psutil  # takes a while to import, and who only reads needs none of it

    try:
        return int(psutil.Process(pid).create_time() * 1000)
    except psutil.NoSuchProcess:
        return 0


@lru_cache(maxsize=256)
def _log_once(path: Path, written: float | None, cause: str) -> None:
    """A page that is drawn four times a second tells of the same damage once."""
    log.warning("%s (written at %s) cannot be read: %s", path, written, cause)
