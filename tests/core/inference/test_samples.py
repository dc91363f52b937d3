"""The pictures that are offered for a try."""

from collections import Counter

import pytest

from core.data import datasets
from core.inference.samples import samples
from tests.core.data.pictures import two_classes


@pytest.fixture
def pets(tmp_path):
    return datasets.add(two_classes(tmp_path / "pets", 40), "pets")


def test_they_are_unseen_and_spread_over_the_classes(pets):
    found = samples(pets, 8, seed=1)
    assert {record.split for record in found} == {"test"}
    assert Counter(record.label for record in found) == {"cat": 4, "dog": 4}
    assert len({record.path for record in found}) == 8


def test_the_seed_decides(pets):
    assert samples(pets, 6, seed=1) == samples(pets, 6, seed=1)
    assert samples(pets, 6, seed=1) != samples(pets, 6, seed=2)


def test_no_more_than_there_are(pets):
    assert len(samples(pets, 1000, seed=0)) == len(pets.pictures(split="test"))
