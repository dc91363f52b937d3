"""Matching the classes of a dataset with those that a model knows, by name.

match_names(["Dogs", "cats"], ("cats", "dogs"))              # (1, 0): the order and the spelling may differ
match_names(["bird"], ("cats", "dogs"))                      # None: the model does not know it
"""

import re
import unicodedata
from collections.abc import Sequence


def match_names(theirs: Sequence[str], known: Sequence[str]) -> tuple[int, ...] | None:
    """For each of `theirs` its place in `known`; None if one has none, or two would have the same.

    Names are equal whatever their case, and with `-`, `_` or a space between words; the model may know more.
    """
    places = {name: place for place, name in enumerate(known)}
    if not all(name in places for name in theirs):
        places = {_simplify(name): place for place, name in enumerate(known)}
        theirs = [_simplify(name) for name in theirs]
    found = [places.get(name) for name in theirs]
    there = [place for place in found if place is not None]
    return tuple(there) if len(set(there)) == len(found) and len(places) == len(known) else None


def _simplify(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", unicodedata.normalize("NFKC", name)).strip().casefold()
