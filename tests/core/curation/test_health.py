"""The health of a dataset: what is wrong lowers it, what was only noted does not, and mending always shows."""

import shutil

from PIL import Image

from core.curation import health
from core.curation.checks import CHECKS
from core.curation.checks.check import Problem
from core.curation.checks.problem_kinds import KINDS
from core.curation.deciding.decide import decide, undo
from core.curation.deciding.mend import mend
from core.curation.last_change import measure_last_change
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake import adding
from core.i18n import Message
from tests.core.data.pictures import fill, two_classes


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


def test_whatever_else_is_wrong_less_of_a_problem_is_more_health(tmp_path):
    dataset = adding.add(two_classes(tmp_path / "photos", count=40), "pets")
    costly = [kind for kind in KINDS if KINDS[kind].weight and KINDS[kind].of == "files"]
    assert len(costly) > 10

    def score(halved=None):
        problems = [
            Problem(kind, f"{kind} {number}", Message("wrong"))
            for kind in costly
            for number in range(12 if kind == halved else 24)
        ]
        return health.judge(dataset, problems).score

    heavy = [kind for kind in costly if KINDS[kind].weight >= 30]
    assert score() > 0
    assert all(score(halved=kind) > score() for kind in heavy)


def test_a_few_files_that_cannot_be_read_cost_little_in_a_large_dataset(tmp_path):
    photos = two_classes(tmp_path / "photos", count=60)
    for number in range(2):
        (photos / "cat" / f"broken{number}.jpg").write_bytes(b"\xff\xd8\xff and no more")
    found = judge(adding.add(photos, "pets"))
    assert sum(found.counts.values()) == 2
    assert 95 <= found.score < 100


def spoiled(tmp_path):
    """Whatever spoils a dataset, most of it safe to mend."""
    photos = two_classes(tmp_path / "photos" / "train", count=40)
    for number, split in enumerate(("val", "test"), 2):
        for place, label in enumerate(("cat", "dog")):
            fill(tmp_path / "photos" / split / label, 12, first=5000 * number + 1000 * place)
        for one in range(8):
            shutil.copy(photos / "cat" / f"{one:03d}.png", tmp_path / "photos" / split / "cat" / f"leak{one}.png")
    for number in range(30):
        shutil.copy(photos / "cat" / "039.png", photos / "cat" / f"again{number}.png")
        Image.new("RGB", (40 + number, 30), (3, 3, 3)).save(photos / "dog" / f"blank{number}.png")
    fill(photos / "fox", 3, first=900)
    shutil.copy(photos / "cat" / "020.png", photos / "dog" / "conflict.png")
    return adding.add(tmp_path / "photos", "spoiled")


def test_mending_a_bad_dataset_raises_its_health_and_says_what_became_better(tmp_path):
    before = judge(spoiled(tmp_path))
    assert measure_last_change(datasets.load("spoiled"), before) is None
    assert mend("spoiled")
    mended = datasets.load("spoiled")
    change = measure_last_change(mended, judge(mended))
    assert change.before == before
    assert change.after.score >= before.score + 10
    assert change.counts["leakage"] == (before.counts["leakage"], change.after.counts.get("leakage", 0))
    assert change.counts["leakage"][0] > change.counts["leakage"][1]
    assert "label_conflict" not in change.counts, "that takes a look"
    undo("spoiled")
    assert judge(datasets.load("spoiled")) == before


def test_only_the_last_change_is_told(tmp_path):
    spoiled(tmp_path)
    mend("spoiled")
    decide("spoiled", "train/dog/conflict.png", Decision(kind="leave_out"))
    dataset = datasets.load("spoiled")
    change = measure_last_change(dataset, judge(dataset))
    assert change.counts["label_conflict"][0] > change.counts.get("label_conflict", (0, 0))[1]
    assert "blank" not in change.counts


def test_what_is_left_out_does_not_make_the_rest_weigh_more(tmp_path):
    dataset = spoiled(tmp_path)
    blank = [path for path in (record.path for record in dataset.list_pictures()) if "blank" in path]
    problems = [Problem("leakage", f"leak {number}", Message("leak")) for number in range(60)]
    before = health.judge(dataset, problems).score
    left_out = {path: Decision(kind="leave_out") for path in blank}
    assert len(left_out) == 30
    assert health.judge(dataset.with_decisions(left_out), problems).score == before
