"""Which pictures are for training, which for validation, which for the test."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from core.data.index import DRAWN_PERCENT, SPLITS, Split
from core.data.packed.packed_records import NONE, Numbers, PackedRecords, Refusal, SplitNumbers
from core.i18n import N_, Message

TRAIN = SPLITS.index("train")
Places = npt.NDArray[np.intp]


def assign(
    records: PackedRecords, seed: int, validation: int = DRAWN_PERCENT, pictures: Numbers | None = None
) -> PackedRecords:
    """Give every usable record a split, class by class, in an order that only `seed` and the paths decide.

    Splits that the folders already make are kept. Validation and test, where they are missing, are drawn from the
    training pictures: 15 % of each class, or `validation` per cent, at least one picture. Nothing is ever drawn from a
    test folder. Copies of a picture go into one split, unless a class then had too few different pictures. Classes with
    too few pictures come back refused.

    Args:
        records: with `split` from the folders, or None throughout.
        seed: of the draw, 0 or more.
        validation: per cent of each class's pictures, 1 to 40, where validation is drawn.
        pictures: (records,) from 0 on, the same number for the copies of one picture; without it no two are copies.

    Returns:
        the records in the same order.

    """
    splits, usable = records.number_splits(), records.mark_usable()
    given = {SPLITS[number] for number in np.unique(splits[usable]) if number != NONE}
    percents: dict[Split, int] = {"test": DRAWN_PERCENT, "val": validation}
    missing = {SPLITS.index(split): percent for split, percent in percents.items() if split not in given}
    alone = np.arange(len(records))
    draw = _Draw(missing, alone if pictures is None else pictures, len(records))
    refused: dict[int, Refusal] = {}
    for number, (label, members) in enumerate(_group_by_label(records, usable)):
        pool = members[(splits[members] == TRAIN) | (splits[members] == NONE)]
        if len(pool) < draw.needed:
            reason = _explain_too_few(label, len(pool), draw.needed, in_train=bool(given))
            splits[members] = NONE
            refused |= dict.fromkeys(members.tolist(), Refusal("too_few", reason))
        else:
            in_order = np.array(sorted(pool.tolist(), key=records.paths.__getitem__))
            drawn = in_order[np.random.default_rng([seed, number]).permutation(len(pool))]
            splits[drawn] = draw.choose_splits(drawn)
    return records.with_splits(splits, refused)


def _group_by_label(records: PackedRecords, usable: npt.NDArray[np.bool_]) -> Iterator[tuple[str, Places]]:
    """The places of each label's usable records, in the order of the labels."""
    labels = records.number_labels()
    order = np.argsort(labels, kind="stable")
    order = order[usable[order]]
    begins = np.searchsorted(labels[order], np.arange(len(records.labels) + 1))
    for label in sorted(label for label in records.labels if label is not None):
        members = order[begins[records.labels[label]] : begins[records.labels[label] + 1]]
        if len(members):
            yield label, members


class _Draw:
    """Draws one class after the other, and knows in which split each picture is by now."""

    def __init__(self, missing: Mapping[int, int], pictures: Numbers, records: int) -> None:
        """`missing` are the splits to draw, each with its per cent of a class; a class needs a picture for each."""
        self._missing, self._pictures, self.needed = missing, pictures, 1 + len(missing)
        self._alone = (
            int(pictures.max(initial=NONE)) + 1
        )  # from here on the numbers of files that are drawn by themselves
        self._split_of = np.full(self._alone + records, NONE, dtype=np.int8)

    def choose_splits(self, drawn: Places) -> SplitNumbers:
        """The splits of the records of a class, in the order in which they are drawn.

        One picture is drawn after the other, with all of its copies, into the first split that has room for them.
        """
        numbers, first, which, counts = _find_different(self._name_pictures(drawn))
        in_turn = np.argsort(first)
        sizes, here = counts[in_turn], self._split_of[numbers[in_turn]]
        room = {split: max(1, int(percent / 100 * len(drawn) + 0.5)) for split, percent in self._missing.items()}
        for turn, (size, before) in enumerate(zip(sizes.tolist(), here.tolist(), strict=True)):
            chosen = _find_room(room, size) if before == NONE else before
            here[turn] = chosen
            if chosen in room:
                room[chosen] -= size
        _fill_empty_splits(here, [*self._missing, TRAIN], sizes)
        self._split_of[numbers[in_turn]] = here
        return np.asarray(self._split_of[numbers][which], np.int8)

    def _name_pictures(self, drawn: Places) -> Numbers:
        """The picture of each record; with fewer pictures than splits every file is one by itself."""
        pictures = self._pictures[drawn]
        return pictures if len(np.unique(pictures)) >= self.needed else self._alone + drawn


def _find_different(pictures: Numbers) -> tuple[Numbers, Places, Places, Numbers]:
    """The different pictures, where each is first, which of them each is, and how many there are of each."""
    return np.unique(pictures, return_index=True, return_inverse=True, return_counts=True)


def _find_room(room: Mapping[int, int], size: int) -> int:
    return next((split for split, left in room.items() if size <= left), TRAIN)


def _fill_empty_splits(chosen: SplitNumbers, splits: Sequence[int], sizes: Numbers) -> None:
    """Give a split that got nothing the picture with the fewest copies of the split with the most pictures."""
    for split in splits:
        if not (chosen == split).any():
            there, first, counts = np.unique(chosen, return_index=True, return_counts=True)
            fullest = there[np.lexsort((first, -counts))[0]]
            candidates = np.flatnonzero(chosen == fullest)
            chosen[candidates[sizes[candidates].argmin()]] = split


def _explain_too_few(label: str, count: int, needed: int, *, in_train: bool) -> Message:
    text = (
        N_("The class {label} needs at least {needed} usable training pictures and has {count}. Add some there.")
        if in_train
        else N_(
            "The class {label} needs at least {needed} usable pictures and has {count}. Add some, or remove the class."
        )
    )
    return Message(text, {"label": label, "count": count, "needed": needed})
