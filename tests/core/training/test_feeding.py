"""Batches as Keras gets them: blended and weighted as asked, and the same for the same seed and epoch."""

import numpy as np
import pytest

from core.data.intake.adding import add
from core.data.pixels.cache import open_decoded
from core.networks.augmentation import Augmentation
from core.networks.mixing import mix
from core.specs.training_spec import TrainingSpec
from core.training.feeding import KerasBatches, balance_classes, compute_weights
from core.training.keras.streaming import stream
from tests.core.training.watched import watched_pictures


@pytest.fixture
def pictures():
    return open_decoded(add("sketches", "tiny", options={"count": 60, "size": 32}), 32)


def all_of(batches):
    return [batches[step] for step in range(len(batches))]


def same(one, other):
    return all(
        np.array_equal(a, b)
        for first, second in zip(one, other, strict=True)
        for a, b in zip(first, second, strict=True)
    )


def test_a_blend_is_the_same_for_the_same_seed_and_epoch(pictures):
    spec = TrainingSpec(image_size=32, batch_size=8, augmentation=Augmentation(mixup=0.4))
    first, again = KerasBatches.for_training(spec, pictures), KerasBatches.for_training(spec, pictures)
    before = all_of(first)
    assert same(before, all_of(again))
    assert same(before, all_of(first)), "a batch can be asked for twice"
    first.begin(0, 2)
    assert same(before[2:], all_of(first)), "an epoch can be taken up at any step"
    first.begin(1)
    assert not same(before, all_of(first))
    other = KerasBatches.for_training(spec.model_copy(update={"seed": 1}), pictures)
    assert not same(before, all_of(other))


def test_a_stream_gives_each_epoch_from_where_the_feed_stands(pictures):
    spec = TrainingSpec(image_size=32, batch_size=8, augmentation=Augmentation(mixup=0.4), class_weights="balanced")
    feed = KerasBatches.for_training(spec, pictures)
    feed.begin(3, 2)
    streamed = stream(feed)
    assert len(streamed) == len(feed)
    for epoch in (3, 4):
        feed.begin(epoch, 2)
        assert same(all_of(feed), list(streamed.as_numpy_iterator()))


def test_a_stream_ends_at_once(pictures):
    """A pipeline of TensorFlow's that tunes itself would wait at its end for a thread that has not heard of it."""
    assert (
        stream(KerasBatches.for_validation(TrainingSpec(image_size=32), pictures)).options().autotune.enabled is False
    )


def test_without_mixup_pictures_and_labels_are_whole(pictures):
    images, wanted = KerasBatches.for_training(TrainingSpec(image_size=32, batch_size=8), pictures)[0]
    assert images.dtype == np.uint8
    assert set(np.unique(wanted)) <= {0.0, 1.0}


def test_a_blend_keeps_the_larger_part_of_each_picture():
    images = np.stack([np.full((4, 4, 3), value, dtype=np.uint8) for value in (0, 100, 200)])
    wanted = np.eye(3, dtype=np.float32)
    blended, shares = mix(images, wanted, 1.0, np.random.default_rng(0))
    assert (shares.argmax(axis=1) == [0, 1, 2]).all()
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-6)
    np.testing.assert_allclose(blended[:, 0, 0, 0], shares @ [0, 100, 200], atol=0.51)


def test_balanced_classes_weigh_the_same_together():
    labels = np.array([0] * 6 + [1] * 2)
    found = balance_classes(labels, 2)
    np.testing.assert_allclose(found, [8 / 12, 2.0])
    assert found[labels].mean() == pytest.approx(1)


def test_a_picture_brings_the_weight_of_its_class(pictures):
    class_weights = np.array([0.5, 2.0], dtype=np.float32)
    np.testing.assert_allclose(compute_weights(np.array([[0.0], [1.0], [0.5]]), class_weights), [0.5, 2, 1.25])
    np.testing.assert_allclose(compute_weights(np.eye(2), class_weights), [0.5, 2])
    batch = KerasBatches.for_training(TrainingSpec(image_size=32, class_weights="balanced"), pictures)[0]
    assert len(batch) == 3
    assert len(KerasBatches.for_validation(TrainingSpec(image_size=32, class_weights="balanced"), pictures)[0]) == 2


def test_keras_is_fed_the_training_split_to_fit_and_the_validation_split_to_judge():
    pictures = watched_pictures()
    for feed, split in ((KerasBatches.for_training, "train"), (KerasBatches.for_validation, "val")):
        labels = np.concatenate([wanted.argmax(axis=1) for _images, wanted in all_of(feed(TrainingSpec(), pictures))])
        read = list(pictures.images.read)
        assert sorted(read) == pictures.select(split).tolist()
        assert labels.tolist() == pictures.labels[read].tolist()
        pictures.images.read.clear()


def test_classes_are_balanced_by_the_training_split_alone():
    pictures = watched_pictures()
    of_training = pictures.select("train")
    pictures.labels[of_training[:20]] = 0
    spec = TrainingSpec(batch_size=100, class_weights="balanced")
    _images, wanted, found = KerasBatches.for_training(spec, pictures)[0]
    counts = np.bincount(pictures.labels[of_training], minlength=3)
    np.testing.assert_allclose(found, (len(of_training) / (3 * counts))[wanted.argmax(axis=1)], rtol=1e-6)
