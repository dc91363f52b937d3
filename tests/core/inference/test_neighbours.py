"""Strangers and evidence: a photo of something else is told apart, the nearest pictures are really the nearest."""

import itertools
import shutil

import numpy as np
import pytest

from core.backbone.features import compute_features, picture_from_bytes, picture_of_record
from core.backbone.quick_head import normalize_rows
from core.curation.decide import decide
from core.data import datasets, index
from core.data.decisions import Decision
from core.data.intake import adding
from core.errors import InputError
from core.inference import neighbours
from core.inference.neighbours import compute_held_out_distances, compute_mean_distances, find_threshold
from core.inference.run_model import RunModel
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from tests.core.backbone.test_features import photo
from tests.core.data.pictures import two_classes


@pytest.fixture
def run():
    """A run on drawn cats and dogs; its own model is never asked here."""
    adding.add("sketches", "sketches", options={"count": 40, "size": 64})
    return folder.create(TrainingSpec(dataset="sketches", architecture="article"))


@pytest.fixture
def training(run):
    return RunModel(run).training


def training_on(dataset):
    return RunModel(folder.create(TrainingSpec(dataset=dataset, architecture="article"))).training


def row_of(dataset, record):
    return compute_features([picture_of_record(dataset, record)])[0]


def test_the_distance_is_one_minus_the_mean_of_the_ten_largest_cosines():
    cosines = np.linspace(0, 1, 21, dtype=np.float32)[None]
    assert compute_mean_distances(cosines)[0] == pytest.approx(1 - cosines[0, -10:].mean())
    assert compute_mean_distances(np.array([[0.5, 0.7]], dtype=np.float32))[0] == pytest.approx(0.4)


def test_the_threshold_lets_five_per_cent_of_the_same_kind_through():
    far = np.arange(1, 100, dtype=float)
    assert find_threshold(far) == 95
    assert find_threshold(np.array([3.0, 1.0])) == 3
    dice = np.random.default_rng(0)
    alarms = [(dice.normal(size=500) > find_threshold(dice.normal(size=100))).mean() for _ in range(200)]
    assert np.mean(alarms) == pytest.approx(0.05, abs=0.01)


def test_the_training_pictures_left_out_in_turn_make_the_threshold_surer():
    dice, alone, together = np.random.default_rng(0), [], []
    for _draw in range(60):
        rows, held_out, new = (normalize_rows(dice.uniform(size=(n, 6))).astype(np.float32) for n in (200, 20, 500))
        far = compute_mean_distances(new @ rows.T)
        alone.append((far > find_threshold(compute_mean_distances(held_out @ rows.T))).mean())
        together.append((far > find_threshold(compute_held_out_distances(rows, held_out))).mean())
    assert np.mean(together) == pytest.approx(0.05, abs=0.01)
    assert np.std(together) < 0.6 * np.std(alone)
    assert compute_held_out_distances(rows, held_out)[20] == pytest.approx(
        compute_mean_distances(rows[:1] @ rows[1:].T)[0]
    )


def test_noise_and_digits_are_strangers_and_an_unseen_drawing_is_none(training):
    known = neighbours.find(training)
    sketches = datasets.load("sketches")
    digits = adding.add("digits", "digits")
    own = [known.measure(row_of(sketches, record)) for record in sketches.list_pictures(split="test")]
    others = [known.measure(row_of(digits, record)) for record in digits.list_pictures()[:3]]
    others.append(known.measure(compute_features([picture_from_bytes("noise", photo(1))])[0]))
    assert all(one.is_out_of_distribution for one in others)
    assert sum(one.is_out_of_distribution for one in own) <= len(own) / 3
    assert max(one.distance for one in own) < min(one.distance for one in others)


def test_noise_drawings_and_digits_are_no_cats_and_unseen_photos_are_familiar(training, cats_vs_dogs, tmp_path):
    for split, label in itertools.product(("train", "test"), ("cat", "dog")):
        (tmp_path / "photos" / split / label).mkdir(parents=True)
        for photo_file in sorted((cats_vs_dogs / split / label).iterdir())[:: 10 if split == "train" else 50]:
            shutil.copy(photo_file, tmp_path / "photos" / split / label)
    photos, digits, drawn = (
        adding.add(tmp_path / "photos", "photos"), adding.add("digits", "digits"), datasets.load("sketches"),
    )  # fmt: skip
    known = neighbours.find(training_on("photos"))
    assert known.measure(compute_features([picture_from_bytes("noise", photo(1))])[0]).is_out_of_distribution
    assert known.measure(row_of(digits, digits.list_pictures()[0])).is_out_of_distribution
    drawings = [known.measure(row_of(drawn, record)).is_out_of_distribution for record in drawn.list_pictures()]
    assert sum(drawings) >= 0.9 * len(drawings)
    unseen = [
        known.measure(row_of(photos, record)).is_out_of_distribution for record in photos.list_pictures(split="test")
    ]
    assert sum(unseen) <= 0.2 * len(unseen)


def test_the_most_similar_training_pictures_are_named_with_their_labels(training):
    known, sketches = neighbours.find(training), datasets.load("sketches")
    record = sketches.list_pictures(split="train")[3]
    similar = known.measure(row_of(sketches, record)).similar
    assert (similar[0].path, similar[0].label) == (record.path, record.label)
    assert similar[0].similarity == pytest.approx(1, abs=1e-3)
    assert len(similar) == neighbours.SIMILAR
    assert [one.similarity for one in similar] == sorted((one.similarity for one in similar), reverse=True)
    assert {one.path for one in similar} <= {one.path for one in sketches.list_pictures(split="train")}


def test_what_is_kept_outlives_the_dataset_and_says_the_same(training):
    row = compute_features([picture_from_bytes("photo", photo(7))])[0]
    known = neighbours.find(training)
    datasets.remove("sketches")
    assert neighbours.find(training).measure(row) == known.measure(row)
    training.features.write_bytes(b"damaged")
    assert neighbours.load(training) is None
    with pytest.raises(InputError, match="no dataset called sketches"):
        neighbours.find(training)


def test_a_decision_after_the_training_does_not_change_what_the_run_learned(run, training):
    sketches = datasets.load("sketches")
    index.write(run.path, sketches.records)  # as the worker does
    record = sketches.list_pictures(split="train", label="cat")[0]
    decide("sketches", record.path, Decision(kind="relabel", label="dog"))
    known = neighbours.find(training)
    assert known.labels[known.paths.index(record.path)] == "cat"


def test_training_pictures_are_compared_with_and_validation_pictures_set_the_threshold(training, monkeypatch):
    """The model has not seen the test pictures, and the threshold must not have either."""
    sketches, asked = datasets.load("sketches"), []

    def made_up(pictures, **_):
        asked.extend(picture.name for picture in pictures)
        return made

    splits = {split: [record.path for record in sketches.list_pictures(split=split)] for split in ("train", "val")}
    learned = len(splits["train"])
    made = np.random.default_rng(0).uniform(size=(learned + len(splits["val"]), 40)).astype(np.float32)
    monkeypatch.setattr(neighbours, "compute_features", made_up)
    known = neighbours.find(training)
    assert asked == splits["train"] + splits["val"]
    assert list(known.paths) == splits["train"]
    unit = normalize_rows(made).astype(np.float16).astype(np.float32)
    assert known.threshold == find_threshold(compute_held_out_distances(unit[:learned], unit[learned:]))


def test_how_many_pictures_are_still_to_be_looked_at(training):
    sketches = datasets.load("sketches")
    needed = len(sketches.list_pictures(split="train")) + len(sketches.list_pictures(split="val"))
    assert neighbours.count_missing(training) == needed
    row_of(sketches, sketches.list_pictures(split="train")[0])
    assert neighbours.count_missing(training) == needed - 1
    neighbours.find(training)
    assert neighbours.count_missing(training) == 0


def test_of_a_handful_of_pictures_none_is_a_stranger(tmp_path):
    root = two_classes(tmp_path / "photos", 4)
    adding.add(root, "small")
    known = neighbours.find(training_on("small"))
    own = [known.measure(row).distance for row in known.rows]
    assert max(own) < known.threshold  # a picture is its own neighbour, and in the threshold it was not
