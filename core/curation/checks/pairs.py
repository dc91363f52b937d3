"""What it means that two pictures are the same: the worst of it is told."""

from core.curation.checks.check import Problem
from core.data.index import Record
from core.i18n import N_, Message

LABEL_CONFLICT, LEAKAGE = "label_conflict", "leakage"

_REASONS = {
    "exact_duplicate": N_("{file} is the same file as {other}. One of them is enough."),
    "near_duplicate": N_("{file} looks the same as {other}. One of them is enough."),
    LEAKAGE: N_("{file} ({split}) is the same picture as {other} ({other_split}). Remove one: it would be tested on."),
    LABEL_CONFLICT: N_(
        "{file} is {label}, and the same picture {other} is {other_label}. One of them is wrong."
    ),
}  # fmt: skip


def build_pair_problem(kind: str, record: Record, other: Record) -> Problem:
    """The problem of one pair; another label is worse than another split, and that is worse than being there twice."""
    if record.label != other.label:
        kind = LABEL_CONFLICT
    elif record.split != other.split:
        kind = LEAKAGE
    values = {
        "file": record.path, "split": record.split, "label": record.label,
        "other": other.path, "other_split": other.split, "other_label": other.label,
    }  # fmt: skip
    return Problem(kind, record.path, Message(_REASONS[kind], values), other.path)
