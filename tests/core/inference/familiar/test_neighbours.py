"""Strangers and evidence: a photo of something else is told apart, the nearest pictures are really the nearest."""

import itertools
import shutil

import numpy as np
import pytest

from core import files
from core.backbone.features import compute_features, take_picture_from_bytes, take_picture_of_record
from core.backbone.quick_head import normalize_rows
from core.curation.deciding.decide import decide
from core.data import datasets, index
from core.data.decisions import Decision
from core.data.intake import adding
from core.errors import InputError
from core.inference.familiar import neighbours
from core.inference.familiar.distance_limits import Level
from core.inference.familiar.neighbours import NEAREST, build_neighbours, compute_held_out_distances
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
    return compute_features([take_picture_of_record(dataset, record)])[0]


def unit(dice, count, width=40):
    return normalize_rows(dice.uniform(size=(count, width))).astype(np.float32)


def test_a_training_picture_is_left_out_of_its_own_distance_and_a_validation_picture_of_none():
    rows, held_out = unit(np.random.default_rng(0), 20), unit(np.random.default_rng(1), 3)
    labels = ["b", "a"] * 10
    far, places = compute_held_out_distances(labels, rows, ["a", "b", "unknown"], held_out)
    assert far.shape == (22, 2)
    assert places.tolist() == [0, 1] + [1, 0] * 10
    nearest = np.sort(held_out[0] @ rows[1::2].T)[-NEAREST:]
    assert far[0, 0] == pytest.approx(1 - nearest.mean())
    others = np.sort(rows[0] @ rows[2::2].T)[-NEAREST:]
    assert far[2, 1] == pytest.approx(1 - others.mean())
    assert far[2, 0] == pytest.approx(1 - np.sort(rows[0] @ rows[1::2].T)[-NEAREST:].mean())


def test_the_only_training_picture_of_a_class_says_nothing_of_its_distance():
    rows = unit(np.random.default_rng(0), 5)
    far, places = compute_held_out_distances(["a", "b", "b", "b", "b"], rows, [], rows[:0])
    assert places.tolist() == [1, 1, 1, 1]
    assert np.isfinite(far).all()


@pytest.mark.slow
def test_noise_and_digits_are_strangers_and_an_unseen_drawing_is_none(training):
    known = neighbours.find(training)
    sketches = datasets.load("sketches")
    digits = adding.add("digits", "digits")
    own = [known.measure(row_of(sketches, record)) for record in sketches.list_pictures(split="test")]
    others = [known.measure(row_of(digits, record)) for record in digits.list_pictures()[:3]]
    others.append(known.measure(compute_features([take_picture_from_bytes("noise", photo(1))])[0]))
    assert all(one.is_out_of_distribution for one in others)
    assert sum(one.is_out_of_distribution for one in own) <= len(own) / 3
    assert max(one.distance for one in own) < min(one.distance for one in others)


@pytest.mark.slow
def test_noise_drawings_and_digits_are_no_cats_and_unseen_photos_are_familiar(training, cats_vs_dogs, tmp_path):
    for split, label in itertools.product(("train", "test"), ("cat", "dog")):
        (tmp_path / "photos" / split / label).mkdir(parents=True)
        for photo_file in sorted((cats_vs_dogs / split / label).iterdir())[:: 10 if split == "train" else 50]:
            shutil.copy(photo_file, tmp_path / "photos" / split / label)
    photos, digits, drawn = (
        adding.add(tmp_path / "photos", "photos"), adding.add("digits", "digits"), datasets.load("sketches"),
    )  # fmt: skip
    known = neighbours.find(training_on("photos"))
    assert known.measure(compute_features([take_picture_from_bytes("noise", photo(1))])[0]).is_out_of_distribution
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
    row = compute_features([take_picture_from_bytes("photo", photo(7))])[0]
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
    records = {split: sketches.list_pictures(split=split) for split in ("train", "val")}

    def made_up(pictures, *_, **__):
        asked.extend(picture.name for picture in pictures)
        return made

    paths = {split: [record.path for record in found] for split, found in records.items()}
    labels = {split: [record.label for record in found] for split, found in records.items()}
    learned = len(paths["train"])
    made = np.random.default_rng(0).uniform(size=(learned + len(paths["val"]), 40)).astype(np.float32)
    monkeypatch.setattr(neighbours, "compute_features", made_up)
    known = neighbours.find(training)
    assert asked == paths["train"] + paths["val"]
    assert list(known.paths) == paths["train"]
    rows = normalize_rows(made).astype(np.float16).astype(np.float32)
    expected = build_neighbours(paths["train"], labels["train"], rows[:learned], labels["val"], rows[learned:])
    np.testing.assert_array_equal(known.limits, expected.limits)
    again = neighbours.load(training)
    np.testing.assert_array_equal(again.limits, known.limits)
    np.testing.assert_array_equal(again.alarms, known.alarms)


def test_a_file_without_limits_for_each_class_still_answers_after_its_dataset_is_gone(training):
    known = neighbours.find(training)
    files.write_arrays(
        training.features,
        {"rows": known.rows.astype(np.float16), "paths": np.array(known.paths), "labels": np.array(known.labels),
         "threshold": 0.3},
    )  # fmt: skip
    datasets.remove("sketches")
    old = neighbours.find(training)
    np.testing.assert_allclose(old.limits, known.limits, rtol=0.2)
    assert (old.alarms[:, 1] > 0).all()
    row = compute_features([take_picture_from_bytes("noise", photo(1))])[0]
    assert old.measure(row).is_out_of_distribution


def test_how_many_pictures_are_still_to_be_looked_at(training):
    sketches = datasets.load("sketches")
    needed = len(sketches.list_pictures(split="train")) + len(sketches.list_pictures(split="val"))
    assert neighbours.count_missing(training) == needed
    row_of(sketches, sketches.list_pictures(split="train")[0])
    assert neighbours.count_missing(training) == needed - 1
    neighbours.find(training)
    assert neighbours.count_missing(training) == 0


def test_of_a_handful_of_pictures_nothing_is_said(tmp_path):
    root = two_classes(tmp_path / "photos", 4)
    adding.add(root, "small")
    known = neighbours.find(training_on("small"))
    found = known.measure(compute_features([take_picture_from_bytes("noise", photo(1))])[0])
    assert found.level == Level.UNKNOWN
    assert (found.usual, found.far, found.held_out) == (None, None, 0)
    assert found.label in known.classes


def test_a_picture_is_compared_by_the_backbone_and_the_view_of_its_model(tmp_path):
    photos = adding.add(two_classes(tmp_path / "photos", 12), "photos")
    spec = TrainingSpec(dataset="photos", architecture="efficientnet_lite2", image_size=260, view="crop")
    training = RunModel(folder.create(spec)).training
    neighbours.find(training)
    record = photos.list_pictures(split="train")[2]
    picture = take_picture_of_record(photos, record)
    nearest = neighbours.measure_familiarity(neighbours.load(training), picture).similar[0]
    assert (nearest.path, nearest.similarity) == (record.path, pytest.approx(1, abs=1e-3))
    assert neighbours.load(training).seen_by == ("efficientnet_lite2", "crop")
    with np.load(training.features) as arrays:
        files.write_arrays(training.features, {name: arrays[name] for name in arrays if name != neighbours.SEEN_BY})
    assert neighbours.load(training).seen_by == ("efficientnet_lite0", "stretch"), "as all were once"
