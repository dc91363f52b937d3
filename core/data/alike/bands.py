"""Find 64-bit hashes that differ in at most `DISTANCE` bits without comparing all pairs: multi-index hashing.

The bits are cut into four bands of 16. Of two hashes that differ in at most 7 bits, one band differs in at most one, so
each hash is compared only with those that have one of its bands, or one of its bands with one bit changed.

Source: Norouzi, Punjani and Fleet, Fast search in Hamming space with multi-index hashing, CVPR 2012.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from core.cancel import NEVER, CancelToken

DISTANCE = 7
BANDS, BAND_BITS = 4, 16
AT_ONCE = 1 << 17  # pairs that are compared at a time, in 8 MB
MOST_OF_ONE = 4  # hashes of the same value that a query is paired with

Bits = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]
FewPlaces = npt.NDArray[np.int32]  # in half the memory
Band = tuple[FewPlaces, Places]  # the places of values sorted by the band, and where each of its values begins
_CHANGES = np.array([0, *(1 << bit for bit in range(BAND_BITS))], dtype=np.int64)


def find_close(queries: Bits, targets: Bits, cancel: CancelToken = NEVER) -> tuple[Places, Places]:
    """The places of queries and of targets that differ in at most `DISTANCE` bits, as `Targets.find_close`."""
    return Targets(targets).find_close(queries, cancel)


class Targets:
    """Hashes sorted once by each band, for queries that come some at a time."""

    def __init__(self, targets: Bits) -> None:
        self._values, self._order, self._first = _group_equal(targets)
        self._bands = [_sort_by_band(self._values, band) for band in range(BANDS)]

    def find_close(self, queries: Bits, cancel: CancelToken = NEVER) -> tuple[Places, Places]:
        """The places of queries and of targets that differ in at most `DISTANCE` bits, each pair once.

        Of targets with one and the same value the first `MOST_OF_ONE` are returned: a thousand plain pictures would
        make a million pairs.

        Raises:
            Cancelled: `cancel` asked for it.

        """
        asked, which_query = np.unique(queries, return_inverse=True)
        pairs = np.unique(np.concatenate([np.zeros(0, np.int64), *_search(asked, self._values, self._bands, cancel)]))
        counts = np.minimum(np.diff(self._first), MOST_OF_ONE)
        where = _group_places(which_query, len(asked))
        one, other = pairs // max(1, len(self._values)), pairs % max(1, len(self._values))
        repeats = np.diff(where[1])[one]
        query = where[0][_spread(where[1][one], repeats)]
        value = np.repeat(other, repeats)
        return np.repeat(query, counts[value]), self._order[_spread(self._first[value], counts[value])]


def _group_equal(targets: Bits) -> tuple[Bits, Places, Places]:
    """The different values, the places sorted by value, and where each value begins among them."""
    order = np.argsort(targets, kind="stable")
    values, first = np.unique(targets[order], return_index=True)
    return values, order, np.append(first, len(targets))


def _group_places(group: Places, groups: int) -> tuple[Places, Places]:
    """The places sorted by group, and where each group begins among them."""
    return np.argsort(group, kind="stable"), np.append(0, np.cumsum(np.bincount(group, minlength=groups)))


def _spread(starts: Places, counts: Places) -> Places:
    """start, start + 1, ... of each start, as many as its count says."""
    ends = np.cumsum(counts)
    spread: Places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - counts), counts)
    return spread


def _search(asked: Bits, values: Bits, bands: Sequence[Band], cancel: CancelToken) -> Iterator[Places]:
    """Pairs as query place * number of values + value place; one may come more than once."""
    for band, (order, begin) in enumerate(bands):
        sorted_values = values[order]
        keys = _take_band(asked, band)
        by_key = np.argsort(keys, kind="stable")  # neighbours then look in the same part of the memory
        for change in _CHANGES:
            cancel.raise_if_cancelled()
            key = keys[by_key] ^ change
            counts = begin[key + 1] - begin[key]
            for some in _cut_by_count(counts):
                query, place = np.repeat(by_key[some], counts[some]), _spread(begin[key[some]], counts[some])
                close = np.bitwise_count(asked[query] ^ sorted_values[place]) <= DISTANCE
                yield query[close] * len(values) + order[place[close]]


def _sort_by_band(values: Bits, band: int) -> Band:
    order, begins = _group_places(_take_band(values, band), 1 << BAND_BITS)
    return order.astype(np.int32), begins


def _take_band(values: Bits, band: int) -> Places:
    shift, mask = np.uint64(band * BAND_BITS), np.uint64((1 << BAND_BITS) - 1)
    return ((values >> shift) & mask).astype(np.int64)


def _cut_by_count(counts: Places) -> Iterator[slice]:
    """Slices of the queries with about `AT_ONCE` pairs each."""
    if not len(counts):
        return
    batch = np.cumsum(counts) // AT_ONCE
    edges = np.flatnonzero(np.diff(batch)) + 1
    for start, end in zip([0, *edges.tolist()], [*edges.tolist(), len(counts)], strict=True):
        yield slice(start, end)
