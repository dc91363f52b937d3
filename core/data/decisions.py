"""What a person decided about single pictures: another label, left out, or looked at and kept. `decisions.json`.

The index keeps what was found; decisions lie over it and can be taken back. No picture is touched.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from core import files
from core.data.index import Record
from core.errors import InputError
from core.i18n import N_, Message

FILE = "decisions.json"


class Decision(BaseModel):
    """One picture's decision; `label` is the new one of a relabelled picture."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["relabel", "leave_out", "keep"]
    label: str | None = None


Decisions = Mapping[str, Decision]  # by the picture's path in the index
_FILE = TypeAdapter(dict[str, Decision])


def load(folder: Path) -> dict[str, Decision]:
    """The decisions about the dataset in `folder`.

    Raises:
        InputError: the file is damaged.

    """
    path = folder / FILE
    try:
        return _FILE.validate_json(path.read_bytes()) if path.exists() else {}
    except (OSError, ValidationError) as error:
        raise InputError(
            N_("{file} of the dataset {name} is damaged. Delete it to take all decisions about its pictures back."),
            file=str(path), name=folder.name,
        ) from error  # fmt: skip


def write(folder: Path, decisions: Decisions) -> None:
    files.write_atomically(folder / FILE, _FILE.dump_json(dict(decisions), indent=1).decode())


def applied(records: Sequence[Record], decisions: Decisions) -> tuple[Record, ...]:
    """The records as they are used, in the same order."""
    return tuple(_applied(record, decisions.get(record.path)) for record in records)


def _applied(record: Record, decision: Decision | None) -> Record:
    if decision is None or not record.usable:
        return record
    if decision.kind == "leave_out":
        return record.refused("left_out", Message(N_("{file} was left out by hand."), {"file": record.path}))
    return record.model_copy(update={"label": decision.label}) if decision.kind == "relabel" else record
