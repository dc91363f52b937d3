"""What the decisions were before each change of them, so that changes can be undone: `decision_journal.json`.

The last change comes last. Without the journal every decision stays, and can still be taken back by itself.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from core import files
from core.data.decisions import Decision, Decisions
from core.errors import InputError
from core.i18n import N_

FILE = "decision_journal.json"
LONGEST = 100  # changes that can be undone


class Change(BaseModel):
    """The decisions that one change replaced, by the pictures' paths; None where there was none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    time: datetime
    before: Mapping[str, Decision | None]


_FILE = TypeAdapter(list[Change])


def load(folder: Path) -> list[Change]:
    """The changes that can be undone, the last one at the end.

    Raises:
        InputError: the file is damaged.

    """
    path = folder / FILE
    try:
        return _FILE.validate_json(path.read_bytes()) if path.exists() else []
    except (OSError, ValidationError) as error:
        raise InputError(
            N_("{file} of the dataset {name} is damaged: what it says of earlier decisions cannot be undone."),
            file=str(path), name=folder.name,
        ) from error  # fmt: skip


def append(folder: Path, decided: Decisions, paths: Sequence[str]) -> None:
    """Remember what was decided about these pictures before it changes; a damaged journal begins anew."""
    change = Change(time=datetime.now(UTC), before={path: decided.get(path) for path in paths})
    try:
        earlier = load(folder)
    except InputError:
        earlier = []
    _write(folder, [*earlier, change])


def remove_last(folder: Path) -> None:
    """Forget the last change, since it was undone."""
    _write(folder, load(folder)[:-1])


def _write(folder: Path, changes: Sequence[Change]) -> None:
    files.write_atomically(folder / FILE, _FILE.dump_json(list(changes[-LONGEST:])).decode())
