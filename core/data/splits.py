"""Which pictures are for training, which for validation, which for the test."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from core.data.index import DRAWN_PERCENT, Record, Split
from core.i18n import N_, Message


def assign(records: Sequence[Record], seed: int, validation: int = DRAWN_PERCENT) -> list[Record]:
    """Give every usable record a split, class by class, in an order that only `seed` and the paths decide.

    Splits that the folders already make are kept. Validation and test, where they are missing, are drawn from the
    training pictures: 15 % of each class, or `validation` per cent, at least one picture. Nothing is ever drawn from a
    test folder. Classes with too few pictures for that come back refused.

    Args:
        records: with `split` from the folders, or None throughout.
        seed: of the draw, 0 or more.
        validation: per cent of each class's pictures, 1 to 40, where validation is drawn.

    Returns:
        the records in the same order.

    """
    given = {record.split for record in records if record.usable and record.split}
    percents: dict[Split, int] = {"test": DRAWN_PERCENT, "val": validation}
    missing = {split: percent for split, percent in percents.items() if split not in given}
    chosen: dict[str, Record] = {}
    for number, (label, members) in enumerate(sorted(_group_by_label(records).items())):
        pool = [record for record in members if record.split in ("train", None)]
        needed = 1 + len(missing)
        if len(pool) < needed:
            chosen |= {
                record.path: _refuse_too_few(record, label, len(pool), needed, bool(given)) for record in members
            }
        else:
            chosen |= {record.path: record for record in members} | _draw_splits(pool, missing, [seed, number])
    return [chosen.get(record.path, record) for record in records]


def _group_by_label(records: Sequence[Record]) -> Mapping[str, list[Record]]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.usable and record.label is not None:
            groups[record.label].append(record)
    return groups


def _draw_splits(pool: Sequence[Record], missing: Mapping[Split, int], seed: list[int]) -> dict[str, Record]:
    in_order = sorted(pool, key=lambda record: record.path)
    splits: list[Split] = []
    for split, percent in missing.items():
        splits += [split] * max(1, int(percent / 100 * len(pool) + 0.5))
    splits += ["train"] * (len(pool) - len(splits))
    order = np.random.default_rng(seed).permutation(len(pool))
    return {
        in_order[where].path: in_order[where].model_copy(update={"split": split})
        for where, split in zip(order, splits, strict=True)
    }


def _refuse_too_few(record: Record, label: str, count: int, needed: int, in_train: bool) -> Record:
    text = (
        N_("The class {label} needs at least {needed} usable training pictures and has {count}. Add some there.")
        if in_train
        else N_(
            "The class {label} needs at least {needed} usable pictures and has {count}. Add some, or remove the class."
        )
    )
    return record.refuse("too_few", Message(text, {"label": label, "count": count, "needed": needed}))
