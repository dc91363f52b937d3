"""The search by bands finds what comparing all pairs finds."""

import numpy as np
import pytest

from core.cancel import Cancelled, CancelWhen
from core.data.alike.bands import DISTANCE, MOST_OF_ONE, find_close


def change(value, bits, random):
    for bit in random.choice(64, bits, replace=False).tolist():
        value ^= np.uint64(1) << np.uint64(bit)
    return value


def test_it_finds_what_comparing_all_pairs_finds():
    random = np.random.default_rng(0)
    targets = random.integers(0, 2**64, 400, dtype=np.uint64)
    queries = np.array([change(value, place % 12, random) for place, value in enumerate(targets)], dtype=np.uint64)
    found = set(zip(*(places.tolist() for places in find_close(queries, targets)), strict=True))
    apart = np.bitwise_count(queries[:, None] ^ targets[None])
    assert found == set(map(tuple, np.argwhere(apart <= DISTANCE).tolist()))
    assert len(found) > 200


def test_of_equal_hashes_a_few_are_returned_for_each_query():
    same = np.zeros(1000, dtype=np.uint64)
    query, target = find_close(same, same)
    assert len(query) == MOST_OF_ONE * len(same)
    assert set(target.tolist()) == set(range(MOST_OF_ONE))


def test_nothing_among_nothing_and_it_can_be_cancelled():
    none = np.zeros(0, dtype=np.uint64)
    assert [len(places) for places in find_close(none, none)] == [0, 0]
    with pytest.raises(Cancelled):
        find_close(np.zeros(1, np.uint64), np.zeros(1, np.uint64), CancelWhen(lambda: True))
