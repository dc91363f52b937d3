"""The health of a dataset: what is wrong lowers it, and what was only noted does not."""

import shutil

from core.curation import health
from core.curation.checks import CHECKS
from core.data.intake import adding
from tests.core.data.pictures import two_classes


def judge(dataset):
    return health.judge(dataset, [problem for check in CHECKS if check.quick for problem in check.find(dataset)])


def test_nothing_wrong_is_said_of_a_sound_dataset(tmp_path):
    found = judge(adding.add(two_classes(tmp_path / "photos", count=40), "pets"))
    assert (found.score, found.counts) == (100, {})
    assert found.notes == ["Nothing was found that would spoil a result."]


def test_pictures_to_judge_on_alone_are_nothing_wrong(tmp_path):
    photos = two_classes(tmp_path / "photos" / "test", count=40)
    dataset = adding.add(photos.parent, "for the test")
    assert dataset.manifest.splits == {"train": 0, "val": 0, "test": 80}
    assert [problem.kind for problem in dataset.problems] == ["layout"]
    assert judge(dataset).score == 100


def test_a_picture_in_two_splits_costs_more_than_one_beside_the_classes(tmp_path):
    photos = two_classes(tmp_path / "photos" / "train", count=40)
    shutil.copytree(photos, tmp_path / "photos" / "test")
    shutil.copy(next(photos.rglob("*.png")), tmp_path / "photos" / "beside.png")
    found = judge(adding.add(tmp_path / "photos", "pets"))
    assert found.counts["leakage"] > 1
    assert "loose" not in found.counts
    assert found.score < 60
