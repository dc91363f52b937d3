"""Download a published file: what came before a break is kept, and only what was published is used.

Usage:
    file = RemoteFile("https://example.org/photos.zip", size=68_606_236, checksum="6f87fb78...")
    download(file, folder / "photos.zip", progress, cancel)
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.cancel import NEVER, CancelToken
from core.files import disk_errors
from core.parallel import Progress, tell

if TYPE_CHECKING:
    from http.client import HTTPResponse

PATIENCE = 15.0  # seconds without a byte
PIECE = 1 << 18  # bytes between two looks at the token
MD5_DIGITS = 32
WAIT = 0.5  # seconds between two looks at the token, while another process downloads the same file
PARTIAL, RANGE_NOT_SATISFIABLE = 206, 416


@dataclass(frozen=True)
class RemoteFile:
    """A file as its publisher describes it.

    Attributes:
        address: an URL.
        size: bytes.
        checksum: MD5 or SHA-256 in hexadecimal digits; None where the publisher names none, and the size has to do.

    """

    address: str
    size: int
    checksum: str | None = None


class DownloadError(Exception):
    """The file did not come; `str(error)` is what the network or the server said."""


class WrongFileError(DownloadError):
    """What came is not what was published."""


def download(file: RemoteFile, path: Path, progress: Progress | None = None, cancel: CancelToken = NEVER) -> None:
    """Have the file at `path`; nothing is done where it is.

    After a break the bytes that have come stay beside `path`, and the next call asks for the others alone. After a
    cancellation, or if what came is wrong, nothing stays.

    Args:
        file: what to fetch.
        path: where to; its folder is made.
        progress: called with (done, total) in bytes.
        cancel: asked between pieces of the file.

    Raises:
        WrongFileError: what came is not what was published.
        DownloadError: the server was not reached, does not have it, or the connection broke.
        InputError: the disk is full, or the folder may not be written.
        Cancelled: `cancel` asked for it.

    """
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with _alone(path, cancel), disk_errors(path):
        if path.exists():
            return
        try:
            _complete(file, part, progress, cancel)
            _check(file, part)
        except DownloadError as error:
            if isinstance(error, WrongFileError):
                part.unlink(missing_ok=True)
            raise
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        part.replace(path)


@contextmanager
def _alone(path: Path, cancel: CancelToken) -> Iterator[None]:
    """Wait while another thread or process downloads the same file."""
    from filelock import FileLock, Timeout  # imported here: most commands download nothing

    lock = FileLock(path.with_name(f".{path.name}.lock"))
    while True:
        cancel.raise_if_cancelled()
        try:
            lock.acquire(timeout=WAIT)
            break
        except Timeout:
            continue
    try:
        yield
    finally:
        lock.release()


def _complete(file: RemoteFile, part: Path, progress: Progress | None, cancel: CancelToken) -> None:
    """Fetch what `part` lacks. A server that cannot send the end alone sends all of it again."""
    there = part.stat().st_size if part.exists() else 0
    if (answer := _open(file, there)) is None:
        return
    with answer:
        begin = there if answer.status == PARTIAL else 0
        total = begin + int(answer.headers.get("Content-Length", file.size - begin))
        with part.open("r+b" if begin else "wb") as disk:
            disk.seek(begin)
            for piece in _read_pieces(answer):
                cancel.raise_if_cancelled()
                disk.write(piece)
                tell(progress, disk.tell(), max(disk.tell(), total))
            done = disk.tell()
    if done < total:
        raise DownloadError(f"the connection ended after {done:,} of {total:,} bytes")


def _open(file: RemoteFile, there: int) -> "HTTPResponse | None":
    """The server's answer to a request for what lies behind the first `there` bytes; None if nothing does."""
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    try:
        answer: HTTPResponse = urlopen(
            Request(file.address, headers={"Range": f"bytes={there}-"} if there else {}), timeout=PATIENCE
        )
        return answer
    except HTTPError as error:
        if there and error.code == RANGE_NOT_SATISFIABLE:
            return None
        raise DownloadError(f"{error.code} {error.reason}") from error
    except _network_errors() as error:
        raise DownloadError(str(getattr(error, "reason", error))) from error


def _read_pieces(answer: "HTTPResponse") -> Iterator[bytes]:
    """What comes. An error of whoever takes the pieces is not taken for one of the network."""
    while True:
        try:
            piece = answer.read(PIECE)
        except _network_errors() as error:
            raise DownloadError(str(getattr(error, "reason", error))) from error
        if not piece:
            return
        yield piece


def _network_errors() -> tuple[type[Exception], ...]:
    from http.client import HTTPException  # imported here and above: it takes a tenth of a second

    return (OSError, ValueError, HTTPException)


def _check(file: RemoteFile, part: Path) -> None:
    if file.checksum is None:
        if (size := part.stat().st_size) != file.size:
            raise WrongFileError(f"{size:,} bytes instead of {file.size:,}")
        return
    kind = "md5" if len(file.checksum) == MD5_DIGITS else "sha256"
    with part.open("rb") as data:
        found = hashlib.file_digest(data, lambda: hashlib.new(kind, usedforsecurity=False)).hexdigest()
    if found != file.checksum:
        raise WrongFileError(f"its checksum is {found}")
