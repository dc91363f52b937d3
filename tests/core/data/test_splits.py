from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.data.index import Record
from core.data.packed.packed_records import PackedRecords
from core.data.splits import assign as assign_packed
from core.i18n import Message

SIZES = st.dictionaries(st.sampled_from("abcdef"), st.integers(3, 60), min_size=1, max_size=6)
SEEDS = st.integers(0, 2**32 - 1)


def records(sizes, split=None):
    return [Record(path=f"{split}/{k}/{i:03}.png", label=k, split=split) for k, n in sizes.items() for i in range(n)]


def assign(given_records, seed, validation=15, copies=None):
    numbers = {picture: number for number, picture in enumerate(dict.fromkeys((copies or {}).values()))}
    pictures = np.array([numbers[copies[record.path]] for record in given_records]) if copies else None
    return list(assign_packed(PackedRecords(given_records), seed, validation, pictures))


def counts(assigned):
    return Counter((record.label, record.split) for record in assigned)


def splits(assigned):
    return {record.path: record.split for record in assigned}


@given(SIZES, SEEDS)
def test_without_given_splits_each_class_is_cut_70_15_15(sizes, seed):
    assigned = assign(records(sizes), seed)
    counted = counts(assigned)
    for label, n in sizes.items():
        for split in ("val", "test"):
            assert counted[label, split] >= 1
            assert abs(counted[label, split] - 0.15 * n) <= (0.5 if n > 3 else 0.6)
        assert abs(counted[label, "train"] - 0.7 * n) <= (1.0 if n > 3 else 1.2)


@given(SIZES, SEEDS)
def test_every_picture_is_in_one_split_and_the_order_stays(sizes, seed):
    given_records = records(sizes)
    assigned = assign(given_records, seed)
    assert [record.path for record in assigned] == [record.path for record in given_records]
    assert all(record.split in ("train", "val", "test") for record in assigned)


@given(SIZES, SEEDS, st.randoms())
def test_the_draw_is_the_seeds_and_the_paths_alone(sizes, seed, random):
    given_records = records(sizes)
    mixed = random.sample(given_records, len(given_records))
    assert splits(assign(given_records, seed)) == splits(assign(mixed, seed))


def test_another_seed_draws_others():
    assert splits(assign(records({"a": 40}), 1)) != splits(assign(records({"a": 40}), 2))


@given(SIZES, SIZES, SEEDS)
def test_with_train_and_test_validation_comes_from_train(train, test, seed):
    test = {label: n for label, n in test.items() if label in train}
    before = records(train, "train") + records(test, "test")
    assigned = assign(before, seed)
    assert all(now.split == "test" for was, now in zip(before, assigned, strict=True) if was.split == "test")
    counted = counts(assigned)
    for label, n in train.items():
        drawn = counted[label, "val"] + (0 if test else counted[label, "test"])
        assert abs(counted[label, "val"] - 0.15 * n) <= 0.6
        assert counted[label, "train"] == n - drawn


@given(SIZES, SEEDS, st.integers(1, 40))
def test_validation_takes_as_much_as_asked_and_leaves_pictures_to_learn_from(sizes, seed, percent):
    counted = counts(assign(records(sizes), seed, percent))
    for label, n in sizes.items():
        assert counted[label, "train"] >= 1
        assert counted[label, "val"] == max(1, int(percent / 100 * n + 0.5))
        assert counted[label, "test"] == max(1, int(0.15 * n + 0.5))


@given(SIZES, SEEDS)
def test_with_train_and_val_the_test_comes_from_train(sizes, seed):
    before = records(sizes, "train") + records(sizes, "val")
    assigned = assign(before, seed)
    assert all(now.split == "val" for was, now in zip(before, assigned, strict=True) if was.split == "val")
    for label, n in sizes.items():
        assert abs(counts(assigned)[label, "test"] - 0.15 * n) <= 0.6


@given(SIZES, SEEDS)
def test_three_given_splits_stay(sizes, seed):
    before = records(sizes, "train") + records(sizes, "val") + records(sizes, "test")
    assert assign(before, seed) == before


def test_a_class_with_two_pictures_is_refused_with_a_sentence():
    assigned = assign(records({"few": 2, "many": 9}), 0)
    few = [record for record in assigned if record.label == "few"]
    assert {(record.status, record.kind, record.split) for record in few} == {("refused", "too_few", None)}
    assert str(few[0].reason) == (
        "The class few needs at least 3 usable pictures and has 2. Add some, or remove the class."
    )
    assert all(record.usable for record in assigned if record.label == "many")


def test_a_class_that_cannot_be_learned_is_not_tested_either():
    before = records({"both": 5}, "train") + records({"both": 5, "only": 5}, "test")
    only = [record for record in assign(before, 0) if record.label == "only"]
    assert {record.kind for record in only} == {"too_few"}
    assert "needs at least 2 usable training pictures and has 0" in str(only[0].reason)


def test_refused_records_stay_as_they_are_and_do_not_count():
    bad = [record.refuse("empty", Message("x")) for record in records({"bad": 9})]
    assigned = assign(bad + records({"good": 3}), 0)
    assert assigned[:9] == bad
    assert counts(assigned[9:]) == {("good", "train"): 1, ("good", "val"): 1, ("good", "test"): 1}


@given(SIZES, SEEDS, st.integers(2, 4))
def test_copies_of_a_picture_go_into_one_split(sizes, seed, times):
    sizes = {label: n for label, n in sizes.items() if n >= 3 * times}
    before = records(sizes) if sizes else records({"a": 12})
    copies = {record.path: f"{record.label}{int(record.path[-7:-4]) // times}" for record in before}
    assigned = assign(before, seed, copies=copies)
    where = {}
    for record in assigned:
        where.setdefault(copies[record.path], set()).add(record.split)
    assert all(len(splits) == 1 for splits in where.values())
    counted = counts(assigned)
    assert all(counted[label, split] for label in {r.label for r in before} for split in ("train", "val", "test"))


def test_a_class_of_copies_alone_is_split_all_the_same():
    before = records({"a": 6, "b": 6})
    copies = {record.path: record.label for record in before}
    assert set(counts(assign(before, 0, copies=copies)).values()) == {1, 4}
