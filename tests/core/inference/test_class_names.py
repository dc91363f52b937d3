"""Which classes count as the same."""

import pytest

from core.inference.class_names import match_names


@pytest.mark.parametrize(
    ("theirs", "known", "places"),
    [
        (["cat", "dog"], ("cat", "dog"), (0, 1)),
        (["dog", "cat"], ("cat", "dog"), (1, 0)),
        (["Cat", "DOG"], ("cat", "dog"), (0, 1)),
        (["T-Shirt", "long sleeve"], ("long_sleeve", "shoe", "t shirt"), (2, 0)),
        (["dog"], ("cat", "dog"), (1,)),
        (["cat", "Cat"], ("Cat", "cat"), (1, 0)),
        (["bird", "cat"], ("cat", "dog"), None),
        (["cat", "Cat"], ("cat", "dog"), None),
        (["CAT"], ("Cat", "cat"), None),
    ],
)
def test_names_are_matched_whatever_their_order_and_case(theirs, known, places):
    assert match_names(theirs, known) == places
