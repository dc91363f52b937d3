"""Choose the launcher of a job: a process, or a thread if the work takes less time than starting a process."""

from collections.abc import Sequence
from dataclasses import replace

from core.data.index import Record
from core.jobs.kind import Kind, Spec

QUICK_PICTURES = 50  # a backbone computes their features in a second or less
QUICK_PIXELS = 20_000_000  # decoded in a second or less


def choose_launcher(kind: Kind[Spec], *, quick: bool) -> Kind[Spec]:
    """The kind, with a thread of this process as its launcher if it is quick."""
    return replace(kind, launcher="thread") if quick else kind


def is_quick(pictures: Sequence[Record]) -> bool:
    """Whether these can all be decoded, and their features computed, within about a second."""
    pixels = sum(record.width * record.height for record in pictures)
    return len(pictures) <= QUICK_PICTURES and pixels <= QUICK_PIXELS
