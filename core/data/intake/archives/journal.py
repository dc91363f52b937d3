"""What an unpacking has done, member by member, so that one that was interrupted goes on where it stopped.

A line of JSON each: which archive it is, `null` or the record of the problem of each member in the order of the
archive, and at the end the records of all problems. A line that was cut is not believed.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from core import files
from core.data.index import Record

_ARCHIVE, _MEMBER, _INNER, _ALL = "archive", "member", "inner", "all"
_RECORD = TypeAdapter(Record | None)
_RECORDS = TypeAdapter(list[Record])


class Journal:
    """The journal in the file at `path`; without a file nothing is known and nothing kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lines = list(_read(path)) if path else []

    def find_all(self) -> list[Record] | None:
        """The problems of an unpacking, or of any other way to get pictures, that came to its end; None if none did."""
        found = [_RECORDS.validate_python(line[_ALL]) for line in self._lines if _ALL in line]
        return found[0] if found else None

    def go_on(self, archive: str, target: Path) -> Sequence[Record | None]:
        """What became of the first members of this archive: the problem of each, or None.

        Nothing is believed of another archive, nor where archives in the archive were being unpacked, since not every
        step of that is written down; what is in `target` is then removed.
        """
        if self._path is None:
            return ()
        if self._lines and self._lines[0] == {_ARCHIVE: archive} and {_INNER: True} not in self._lines:
            return [_RECORD.validate_python(line[_MEMBER]) for line in self._lines if _MEMBER in line]
        files.remove(target)
        self._path.unlink(missing_ok=True)
        self._write({_ARCHIVE: archive})
        return ()

    def tell_member(self, problem: Record | None) -> None:
        self._write({_MEMBER: _RECORD.dump_python(problem, mode="json", exclude_defaults=True)})

    def tell_inner(self) -> None:
        """The archives in the archive come next."""
        self._write({_INNER: True})

    def tell_all(self, problems: Iterable[Record]) -> None:
        self._write({_ALL: _RECORDS.dump_python(list(problems), mode="json", exclude_defaults=True)})

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
