"""Which pictures are for training, which for validation, which for the test."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.data.index import DRAWN_PERCENT, Record, Split
from core.i18n import N_, Message


def assign(
    records: Sequence[Record],
    seed: int,
    validation: int = DRAWN_PERCENT,
    copies: Mapping[str, str] | None = None,
) -> list[Record]:
    """Give every usable record a split, class by class, in an order that only `seed` and the paths decide.

    Splits that the folders already make are kept. Validation and test, where they are missing, are drawn from the
    training pictures: 15 % of each class, or `validation` per cent, at least one picture. Nothing is ever drawn from a
    test folder. Copies of a picture go into one split, unless a class then had too few different pictures. Classes with
    too few pictures come back refused.

    Args:
        records: with `split` from the folders, or None throughout.
        seed: of the draw, 0 or more.
        validation: per cent of each class's pictures, 1 to 40, where validation is drawn.
        copies: by path, what tells the copies of one picture; a path that is not there has no copies.

    Returns:
        the records in the same order.

    """
    given = {record.split for record in records if record.usable and record.split}
    percents: dict[Split, int] = {"test": DRAWN_PERCENT, "val": validation}
    missing = {split: percent for split, percent in percents.items() if split not in given}
    chosen: dict[str, Record] = {}
    drawn: dict[str, Split] = {}  # the split of each picture that has copies in a class before
    for number, (label, members) in enumerate(sorted(_group_by_label(records).items())):
        pool = [record for record in members if record.split in ("train", None)]
        needed = 1 + len(missing)
        if len(pool) < needed:
            chosen |= {
                record.path: _refuse_too_few(record, label, len(pool), needed, bool(given)) for record in members
            }
        else:
            pictures = _name_pictures(pool, copies or {}, needed)
            chosen |= {record.path: record for record in members}
            chosen |= _draw_splits(pool, missing, [seed, number], pictures, drawn)
    return [chosen.get(record.path, record) for record in records]


def _name_pictures(pool: Sequence[Record], copies: Mapping[str, str], needed: int) -> Mapping[str, str]:
    """What tells the copies of one picture by path; with fewer pictures than splits every file is one by itself."""
    pictures = {record.path: copies.get(record.path, record.path) for record in pool}
    return pictures if len(set(pictures.values())) >= needed else {record.path: record.path for record in pool}


def _group_by_label(records: Sequence[Record]) -> Mapping[str, list[Record]]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.usable and record.label is not None:
            groups[record.label].append(record)
    return groups


def _draw_splits(
    pool: Sequence[Record],
    missing: Mapping[Split, int],
    seed: list[int],
    pictures: Mapping[str, str],
    drawn: dict[str, Split],
) -> dict[str, Record]:
    """Draw one picture after the other, with all of its copies, into the first split that has room for them."""
    in_order = sorted(pool, key=lambda record: record.path)
    order = np.random.default_rng(seed).permutation(len(pool))
    sizes = Counter(pictures.values())
    room: dict[Split, int] = {split: max(1, int(percent / 100 * len(pool) + 0.5)) for split, percent in missing.items()}
    chosen: dict[str, Split] = {}
    for picture in dict.fromkeys(pictures[in_order[where].path] for where in order):
        chosen[picture] = drawn.get(picture) or _find_room(room, sizes[picture])
        if chosen[picture] in room:
            room[chosen[picture]] -= sizes[picture]
    _fill_empty_splits(chosen, [*missing, "train"], sizes)
    drawn |= chosen
    return {record.path: replace(record, split=chosen[pictures[record.path]]) for record in pool}


def _find_room(room: Mapping[Split, int], size: int) -> Split:
    return next((split for split, left in room.items() if size <= left), "train")


def _fill_empty_splits(chosen: dict[str, Split], splits: Sequence[Split], sizes: Mapping[str, int]) -> None:
    """Give a split that got nothing the picture with the fewest copies of the split with the most pictures."""
    for split in splits:
        if split not in chosen.values():
            fullest = Counter(chosen.values()).most_common(1)[0][0]
            chosen[min((one for one, where in chosen.items() if where == fullest), key=sizes.__getitem__)] = split


def _refuse_too_few(record: Record, label: str, count: int, needed: int, in_train: bool) -> Record:
    text = (
        N_("The class {label} needs at least {needed} usable training pictures and has {count}. Add some there.")
        if in_train
        else N_(
            "The class {label} needs at least {needed} usable pictures and has {count}. Add some, or remove the class."
        )
    )
    return record.refuse("too_few", Message(text, {"label": label, "count": count, "needed": needed}))
