"""Who does a job: a process of its own, or for what takes a moment a thread, since starting a process takes longer."""

from collections.abc import Sequence
from dataclasses import replace

from core.data.index import Record
from core.jobs.kind import Kind, Spec

QUICK_PICTURES = 50  # are looked at by a backbone in a second or less
QUICK_PIXELS = 20_000_000  # are decoded in a second or less


def suited(kind: Kind[Spec], *, quick: bool) -> Kind[Spec]:
    """The kind, done by a thread of this process if it is quick."""
    return replace(kind, launcher="thread") if quick else kind


def is_quick(pictures: Sequence[Record]) -> bool:
    """Whether all of these can be decoded and looked at within about a second."""
    pixels = sum(record.width * record.height for record in pictures)
    return len(pictures) <= QUICK_PICTURES and pixels <= QUICK_PIXELS
