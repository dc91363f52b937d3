"""Packed records are read as they were appended, in a tenth of the memory."""

import tracemalloc

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.data.index import Record, fingerprint
from core.data.packed.file_numbers import FileNumbers
from core.data.packed.packed_records import NONE, PackedRecords, Refusal
from core.data.packed.packed_texts import PackedTexts
from core.i18n import Message

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
REFUSED = st.sampled_from([None, ("empty", Message("{file} is empty.", {"file": "a"}))])
SHA = st.sampled_from(["", *(fingerprint(bytes([number])) for number in range(5))])


@st.composite
def some_records(draw):
    record = Record(
        path=draw(TEXTS), label=draw(st.none() | TEXTS), split=draw(st.sampled_from([None, "train", "val", "test"])),
        width=draw(st.integers(0, 70_000)), height=draw(st.integers(0, 70_000)), sha256=draw(SHA),
    )  # fmt: skip
    refused = draw(REFUSED)
    return record.refuse(*refused) if refused else record


@given(st.lists(some_records()))
def test_records_are_read_as_they_were_appended(records):
    packed = PackedRecords(records)
    assert list(packed) == records
    assert packed[1:] == records[1:]
    assert list(packed.select(range(len(records))[::-1])) == records[::-1]
    assert packed.mark_usable().tolist() == [record.usable for record in records]
    assert packed.list_kinds() == {(record.label, record.split) for record in records if record.usable}
    shas = [record.sha256 for record in records]
    same = packed.number_files()
    assert [(one == other) for one in same for other in same] == [one == other for one in shas for other in shas]


@given(st.lists(TEXTS))
def test_texts_are_read_as_they_were_appended(texts):
    packed = PackedTexts(texts)
    assert list(packed) == texts
    assert packed[-1:] == texts[-1:]
    if texts:
        assert packed.join().tobytes().decode().split("\0") == texts


def test_records_in_other_splits_leave_the_first_ones_as_they_were():
    records = [Record("a", "cat"), Record("b", "dog", "test")]
    packed = PackedRecords(records)
    too_few = Refusal("too_few", Message("Add some."))
    other = packed.with_splits(np.array([0, NONE], np.int8), {1: too_few})
    assert list(packed) == records
    assert [record.split for record in other] == ["train", None]
    assert other[1] == records[1].refuse(*too_few)


def test_every_different_file_has_a_number_of_its_own():
    digests = [bytes.fromhex(fingerprint(str(number).encode())) for number in range(1_000)]
    numbers = FileNumbers()
    assert numbers.find(digests[0]) is None
    assert [numbers.add(digest) for digest in [*digests, *digests]] == [*range(1_000), *range(1_000)]
    assert [numbers.find(digest) for digest in digests] == list(range(1_000))
    assert [numbers[number] for number in range(1_000)] == digests


def test_a_picture_takes_less_than_120_bytes():
    tracemalloc.start()
    packed = PackedRecords(
        Record(f"cats and dogs/{number:06}.jpg", "cat", "train", 128, 96, fingerprint(str(number).encode()))
        for number in range(10_000)
    )
    taken, _most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < 120 * len(packed)
