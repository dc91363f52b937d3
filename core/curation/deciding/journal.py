"""What the decisions were before each change of them, so that changes can be undone: `decision_journal.json`.

The last change comes last. Without the journal every decision stays, and can still be taken back by itself.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from core import files
from core.data.decisions import Decision, Decisions
from core.i18n import N_

FILE = "decision_journal.json"
LONGEST = 100  # changes that can be undone


class Change(BaseModel):
    """The decisions that one change replaced, by the pictures' paths; None where there was none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    time: datetime
    before: Mapping[str, Decision | None]


class _Journal(BaseModel):
    changes: Sequence[Change] = ()


def load(folder: Path) -> Sequence[Change]:
    """The changes that can be undone, the last one at the end; read once, since every section of a screen asks.

    Raises:
        DamagedFileError: the file cannot be read.

    """
    path = folder / FILE
    try:
        found = path.stat()
    except OSError:  # reading it says what is wrong, if anything is
        return _read(path, 0, 0)
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, changed: int, size: int) -> Sequence[Change]:
    text = N_("{path} is damaged, so the decisions before it cannot be undone. Decide anew, and it is made again.")
    journal = files.read_json(path, _Journal, text)
    return journal.changes if journal else ()


def append(folder: Path, decided: Decisions, paths: Sequence[str]) -> None:
    """Remember what was decided about these pictures before it changes; a damaged journal begins anew."""
    change = Change(time=datetime.now(UTC), before={path: decided.get(path) for path in paths})
    earlier = files.none_if_damaged(load)(folder) or ()
    _write(folder, [*earlier, change])


def remove_last(folder: Path) -> None:
    """Forget the last change, since it was undone."""
    _write(folder, load(folder)[:-1])


def _write(folder: Path, changes: Sequence[Change]) -> None:
    files.write_json(folder / FILE, _Journal(changes=changes[-LONGEST:]))
