"""What an unpacking has done, member by member, so that one that was interrupted goes on where it stopped.

A line of JSON each: which archive it is, `null` or the record of the problem of each member in the order of the
archive, which archives came out of it and where each is unpacked, and at the end the records of all problems and what
was taken of the budget. A line that was cut is not believed. Each archive in the archive has a journal of its own.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from core import files
from core.data.index import Record

_ARCHIVE, _MEMBER, _INNER, _ALL, _SPENT = "archive", "member", "inner", "all", "spent"
_RECORD = TypeAdapter(Record | None)
_RECORDS = TypeAdapter(list[Record])


class Inner(NamedTuple):
    """An archive that came out of an archive, and the folder for what is in it; both below the target."""

    path: str
    folder: str


class Journal:
    """The journal in the file at `path`; without a file nothing is known and nothing kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lines = list(_read(path)) if path else []

    def find_all(self) -> list[Record] | None:
        """The problems of an unpacking, or of any other way to get pictures, that came to its end; None if none did."""
        found = [_RECORDS.validate_python(line[_ALL]) for line in self._lines if _ALL in line]
        return found[0] if found else None

    def find_spent(self) -> tuple[int, int]:
        """How many files, and how many bytes, an unpacking that came to its end has made."""
        count, unpacked = next((line[_SPENT] for line in self._lines if _SPENT in line), (0, 0))
        return count, unpacked

    def find_inner(self) -> list[Inner] | None:
        """The archives that came out of this one; None if that was not told."""
        found = [line[_INNER] for line in self._lines if _INNER in line]
        return [Inner(*each) for each in found[0]] if found else None

    def open_inner(self, number: int) -> "Journal":
        """The journal of an archive in the archive."""
        return Journal(self._path and self._path.with_name(f"{self._path.name}.{number}"))

    def go_on(self, archive: str, target: Path) -> Sequence[Record | None]:
        """What became of the first members of this archive: the problem of each, or None.

        Nothing is believed of another archive; what is in `target` is then removed.
        """
        if self._path is None:
            return ()
        if self._lines and self._lines[0] == {_ARCHIVE: archive}:
            return [_RECORD.validate_python(line[_MEMBER]) for line in self._lines if _MEMBER in line]
        files.remove(target)
        for path in (self._path, *self._path.parent.glob(f"{self._path.name}.*")):
            path.unlink(missing_ok=True)
        self._lines = []
        self._write({_ARCHIVE: archive})
        return ()

    def tell_member(self, problem: Record | None) -> None:
        self._write({_MEMBER: _RECORD.dump_python(problem, mode="json", exclude_defaults=True)})

    def tell_inner(self, found: Iterable[Inner]) -> None:
        """The archives in the archive come next."""
        self._write({_INNER: [list(each) for each in found]})

    def tell_all(self, problems: Iterable[Record], spent: tuple[int, int] = (0, 0)) -> None:
        told = _RECORDS.dump_python(list(problems), mode="json", exclude_defaults=True)
        self._write({_ALL: told, _SPENT: list(spent)})

    def _write(self, line: dict[str, Any]) -> None:
        if self._path is not None:
            with files.disk_errors(self._path), self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")


NO_JOURNAL = Journal(None)


def _read(path: Path) -> Iterator[dict[str, Any]]:
    """The lines up to the first that is not whole."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for line in text.splitlines(keepends=True):
        try:
            found = json.loads(line) if line.endswith("\n") else None
        except ValueError:
            return
        if not isinstance(found, dict):
            return
        yield found
