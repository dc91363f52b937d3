"""`python -m core.data.intake.archives`: the helper of `sevens.py`. A 7z comes in, a plain tar of its members goes out.

It has little memory, since a header of a few bytes can ask for any amount of it. Nothing is written but the tar, so
names mean nothing here; whoever reads the tar judges them. The exit status says what is wrong.
"""

import stat
import sys
import tarfile
from contextlib import suppress
from pathlib import PurePosixPath
from typing import IO

import py7zr
from py7zr.exceptions import PasswordRequired, UnsupportedCompressionMethodError
from py7zr.io import Py7zIO, WriterFactory

from core.data.intake.archives.sevens import DAMAGED, MOST_MEMORY, PASSWORD, RARE_METHOD, TOO_LITTLE_MEMORY

_SPECIAL = (stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO)


def main() -> int:
    _limit_memory()
    try:
        _convert(sys.stdin.buffer, sys.stdout.buffer)
    except MemoryError:
        return TOO_LITTLE_MEMORY
    except PasswordRequired:
        return PASSWORD
    except UnsupportedCompressionMethodError:
        return RARE_METHOD
    except BrokenPipeError:  # nobody waits for it any more
        return 0
    except Exception:  # what a damaged or a hostile header raises is not to be listed
        return DAMAGED
    return 0


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):  # of a system that knows no such limit, or has a stricter one
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _convert(source: IO[bytes], target: IO[bytes]) -> None:
    with py7zr.SevenZipFile(source) as archive:
        if archive.needs_password():
            raise PasswordRequired(None, "a member is encrypted")
        members = _Members([_describe(member) for member in archive.files], target)
        for number, member in enumerate(archive.files.files_list):
            member["filename"] = str(number)  # its own may lead outside, and then nothing at all would be unpacked
        archive.extractall(factory=members)
    target.write(tarfile.NUL * tarfile.BLOCKSIZE * 2)
    target.flush()


def _describe(member: py7zr.py7zr.ArchiveFile) -> tarfile.TarInfo:
    info = tarfile.TarInfo(member.filename)
    if member.is_symlink or member.is_junction:
        info.type = tarfile.SYMTYPE
    elif member.st_fmt in _SPECIAL:
        info.type = tarfile.CHRTYPE
    else:
        info.size = member.uncompressed
    return info


class _Members(WriterFactory):
    """Gives each member, called by its number, its place in the tar."""

    def __init__(self, members: list[tarfile.TarInfo], target: IO[bytes]) -> None:
        self._members, self._target = members, target
        self._folders = {str(above) for member in members for above in PurePosixPath(member.name).parents}

    def create(self, filename: str) -> Py7zIO:
        info = self._members[int(filename)]
        if not info.size and info.name.rstrip("/") in self._folders:
            info.type = tarfile.DIRTYPE
        return _Member(info, self._target)


class _Member(Py7zIO):
    """A member of the tar; of a link or a device nothing but its name."""

    def __init__(self, info: tarfile.TarInfo, target: IO[bytes]) -> None:
        self._info, self._target = info, target
        target.write(info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape"))

    def write(self, s: bytes | bytearray) -> int:
        if self._info.isreg():
            self._target.write(s)
        return len(s)

    def close(self) -> None:
        self._target.write(tarfile.NUL * (-self._info.size % tarfile.BLOCKSIZE))

    def read(self, size: int | None = None) -> bytes:
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        pass

    def size(self) -> int:
        return self._info.size


if __name__ == "__main__":
    sys.exit(main())
