"""Pictures that look the same, whatever their files: resized, compressed or saved anew.

Two pictures look the same if their dHash (64 bits, each whether a pixel of 9 x 8 is darker than its neighbour;
N. Krawetz, Kind of like that, 2013) differs in at most `BITS`, and 32 x 32 grey pixels by at most `GREY` levels in the
mean. Pictures under `SMALLEST` pixels are not compared: at 8 x 8 pixels different digits look the same.
"""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.cancel import NEVER, CancelToken
from core.curation.checks.check import Problem
from core.curation.checks.pairs import LABEL_CONFLICT, LEAKAGE, build_pair_problem
from core.data.datasets import Dataset
from core.data.index import Record
from core.data.pixels.cache import read_unchanged
from core.data.pixels.decode import decode_whole
from core.i18n import N_
from core.parallel import Progress, in_order

NEAR_DUPLICATE = "near_duplicate"
BITS, GREY, SMALLEST = 6, 8.0, 32
SIDE = 32  # pixels that are compared
AT_ONCE = 512  # rows of the table of all pairs

Looks = npt.NDArray[np.int16]


class NearDuplicates:
    """Open every picture once; of exact duplicates only the first is compared, the others are known."""

    name = "near_duplicates"
    title = N_("Near duplicates")
    about = N_("Pictures that look the same: resized, compressed or saved anew.")
    quick = False
    kinds = (LABEL_CONFLICT, LEAKAGE, NEAR_DUPLICATE)

    def find(self, dataset: Dataset, *, progress: Progress | None = None, cancel: CancelToken = NEVER) -> list[Problem]:
        first = {record.sha256: record for record in reversed(dataset.list_pictures())}
        single = [record for record in reversed(first.values()) if min(record.width, record.height) >= SMALLEST]
        seen = list(in_order(partial(_compute_looks, dataset), single, progress, cancel))
        return [
            build_pair_problem(NEAR_DUPLICATE, single[later], single[earlier]) for later, earlier in _find_alike(seen)
        ]


def _compute_looks(dataset: Dataset, record: Record) -> tuple[np.uint64, Looks]:
    """The dHash and the small grey picture."""
    grey = decode_whole(read_unchanged(dataset, record), name=record.path, enough=SIDE).convert("L")
    small = np.asarray(grey.resize((9, 8), Image.Resampling.BILINEAR)).astype(np.int16)
    bits = np.packbits(small[:, 1:] > small[:, :-1])
    look = np.asarray(grey.resize((SIDE, SIDE), Image.Resampling.BILINEAR)).astype(np.int16)
    return bits.view(np.uint64)[0], look


def _find_alike(seen: Sequence[tuple[np.uint64, Looks]]) -> Iterator[tuple[int, int]]:
    """The places of each picture that looks like an earlier one, and of the first that it looks like."""
    hashes = np.array([bits for bits, _look in seen], dtype=np.uint64)
    for start in range(0, len(hashes), AT_ONCE):
        apart = np.bitwise_count(hashes[start : start + AT_ONCE, None] ^ hashes[None])
        yield from _find_first_alike(apart, seen, start)


def _find_first_alike(
    apart: npt.NDArray[np.uint8], seen: Sequence[tuple[np.uint64, Looks]], start: int
) -> Iterator[tuple[int, int]]:
    paired = set()
    for row, column in np.argwhere(apart <= BITS).tolist():
        later = start + row
        if column < later and later not in paired and np.abs(seen[later][1] - seen[column][1]).mean() <= GREY:
            paired.add(later)
            yield later, column
