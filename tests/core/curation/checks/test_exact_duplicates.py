"""Exact duplicates are told with their other half, and as the worst that they are."""

import shutil

from core.curation.checks.exact_duplicates import ExactDuplicates
from core.data.intake import adding


def test_the_same_file_twice_in_two_splits_or_under_two_labels(root):
    first = root / "train" / "cat" / "00.png"
    shutil.copy(first, root / "train" / "cat" / "z.png")
    shutil.copy(root / "train" / "dog" / "01.png", root / "val" / "dog" / "z.png")
    shutil.copy(root / "test" / "dog" / "05.png", root / "test" / "cat" / "z.png")
    problems = ExactDuplicates().find(adding.add(root, "pets"))
    assert {(one.kind, one.path, one.other) for one in problems} == {
        ("exact_duplicate", "train/cat/z.png", "train/cat/00.png"),
        ("leakage", "val/dog/z.png", "train/dog/01.png"),
        ("label_conflict", "test/dog/05.png", "test/cat/z.png"),
    }
