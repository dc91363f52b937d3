"""What a person decided about single pictures: `decisions.json`.

A picture can get another label or another split, be left out, or be looked at and kept.

The index keeps what was found; decisions lie over it and can be taken back. No picture is touched.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from core import files
from core.data.index import Record, Split
from core.i18n import N_, Message

FILE = "decisions.json"
DAMAGED = N_("{path} of the dataset {name} is damaged. Delete it to take all decisions about its pictures back.")


class Decision(BaseModel):
    """One picture's decision; `label` is the new one of a relabelled picture, `split` that of a moved one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["relabel", "leave_out", "keep", "move"]
    label: str | None = None
    split: Split | None = None


Decisions = Mapping[str, Decision]  # by the picture's path in the index
Changes = Mapping[str, Decision | None]  # likewise; None takes a decision back


class _DecisionsFile(BaseModel):
    """The content of the file; one of an older Glassbox holds the decisions alone."""

    decisions: dict[str, Decision]

    @model_validator(mode="before")
    @classmethod
    def _read_older_form(cls, content: Any) -> Any:
        return content if isinstance(content, dict) and set(content) == {"decisions"} else {"decisions": content}


def load(folder: Path) -> dict[str, Decision]:
    """The decisions about the dataset in `folder`.

    Raises:
        DamagedFileError: the file cannot be read.

    """
    written = files.read_json(folder / FILE, _DecisionsFile, DAMAGED, name=folder.name)
    return written.decisions if written else {}


def exists(folder: Path) -> bool:
    """Whether the dataset in `folder` has the file; it stays when the last decision was taken back."""
    return (folder / FILE).exists()


def write(folder: Path, decisions: Decisions) -> None:
    files.write_json(folder / FILE, _DecisionsFile(decisions=dict(decisions)))


def change(decisions: Decisions, changes: Changes) -> dict[str, Decision]:
    """The decisions as they are after the changes."""
    changed = {**decisions, **changes}
    return {path: decision for path, decision in changed.items() if decision is not None}


def apply_decisions(records: Sequence[Record], decisions: Decisions) -> tuple[Record, ...]:
    """The records as they are used, in the same order."""
    return tuple(apply_decision(record, decisions.get(record.path)) for record in records)


def apply_decision(record: Record, decision: Decision | None) -> Record:
    """A record as it is used."""
    if decision is None or not record.usable:
        return record
    if decision.kind == "leave_out":
        return record.refuse("left_out", Message(N_("{file} was left out by hand."), {"file": record.path}))
    if decision.kind == "move":
        return replace(record, split=decision.split)
    return replace(record, label=decision.label) if decision.kind == "relabel" else record
