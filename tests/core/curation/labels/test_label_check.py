"""Suspect labels end to end: real pictures, a planted mistake, a decision, and its measured effect."""

import pytest
from PIL import Image

from core.curation.deciding.decide import decide
from core.curation.labels import label_check, label_effect
from core.curation.labels.label_check import ALL, check_labels
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake import adding


@pytest.fixture
def mixed(tmp_path):
    """Twelve drawn animals and twelve grey squares; one drawing lies among the squares."""
    drawn = adding.add("sketches", "drawn", options={"count": 26, "size": 64})
    pictures = drawn.list_pictures()[:13]
    for number, record in enumerate(pictures):
        target = tmp_path / "photos" / ("square" if number == 12 else "animal") / f"{number}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(drawn.find_path(record).read_bytes())
    for number in range(12):
        Image.new("RGB", (64, 64), (10 * number,) * 3).save(tmp_path / "photos" / "square" / f"grey{number}.png")
    return adding.add(tmp_path / "photos", "mixed")


def test_the_planted_mistake_is_the_first_suspect_and_the_check_is_kept(mixed):
    told = []
    check = check_labels(mixed, ALL, progress=lambda done, total: told.append(done / total))
    record, suspect = check.find_suspects()[0]
    assert record.path == "square/12.png"
    assert mixed.classes[suspect.likely] == "animal"
    assert suspect.margin > 0.5
    assert told == sorted(told)
    assert told[-1] == 1
    assert label_check.load(mixed).find_suspects() == check.find_suspects()
    decide("mixed", record.path, Decision(kind="relabel", label="animal"))
    assert label_check.load(datasets.load("mixed")).find_suspects() == check.find_suspects()


def test_the_effect_is_measured_on_pictures_that_nobody_touched(mixed):
    check = check_labels(mixed, ALL)
    dataset = decide("mixed", "square/12.png", Decision(kind="leave_out"))
    effect = label_effect.measure(dataset, check)
    low, high = effect.difference
    assert effect.n == 24
    assert effect.after >= 23
    assert low <= (effect.after - effect.before) / effect.n <= high
    assert label_effect.load(dataset) == effect
    assert label_effect.load(decide("mixed", "square/12.png", None)) is None


def test_only_the_asked_splits_are_checked(mixed):
    check = check_labels(mixed)
    assert {record.split for record in check.records} == {"train", "val"}
    assert (
        len(label_check.load(mixed).records)
        == len(check.records)
        == len(mixed.list_pictures()) - len(mixed.list_pictures(split="test"))
    )


def test_a_damaged_check_is_no_check(mixed):
    check_labels(mixed)
    (mixed.folder / label_check.FILE).write_bytes(b"damaged")
    assert label_check.load(mixed) is None
    (mixed.folder / label_effect.FILE).write_text("{")
    assert label_effect.load(mixed) is None
