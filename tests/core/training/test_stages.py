"""Every stage of a training reads the pictures of its own split, all of them where it should, and no others."""

import numpy as np
import pytest

from core.backbone import examples as features_of
from core.data import datasets
from core.data.intake.adding import add
from core.networks.backbones import EMBEDDED
from core.specs.training_spec import TrainingSpec
from core.training import stages
from core.training.stages import take_share
from tests.core.data.pictures import two_classes
from tests.core.training.watched import splits_read, watched_pictures

SPEC = TrainingSpec(batch_size=7)


@pytest.fixture
def pictures():
    return watched_pictures()


def epoch_of(batches):
    """The places that one epoch reads, batch by batch."""
    batches.decoded.images.read.clear()
    labels = np.concatenate([batches[step][1] for step in range(len(batches))])
    read = list(batches.decoded.images.read)
    assert labels.tolist() == batches.decoded.labels[read].tolist()
    return read


@pytest.mark.parametrize("epoch", [0, 1])
def test_an_epoch_fits_to_every_training_picture_once(pictures, epoch):
    batches = stages.make_training_batches(SPEC, pictures)
    batches.epoch = epoch
    read = epoch_of(batches)
    assert sorted(read) == pictures.select("train").tolist()
    assert read != sorted(read), "in an order of its own"


def test_an_epoch_is_judged_by_the_validation_pictures_in_the_order_of_the_index(pictures):
    assert epoch_of(stages.make_validation_batches(SPEC, pictures)) == pictures.select("val").tolist()


def test_a_precision_is_measured_on_training_pictures(pictures):
    images, labels = stages.read_measured_batch(SPEC, pictures)
    assert len(images) == len(labels) == SPEC.batch_size
    assert splits_read(pictures) == {"train"}


def test_classes_are_weighed_by_how_often_they_are_trained_on(pictures):
    assert stages.read_training_labels(pictures).tolist() == pictures.labels[pictures.select("train")].tolist()


def test_what_is_inspected_are_validation_pictures_of_all_classes(pictures):
    chosen = stages.choose_inspected_pictures(pictures, 5)
    assert set(pictures.splits[chosen]) == {"val"}
    assert len(set(chosen.tolist())) == len(chosen) == stages.INSPECTED
    assert np.bincount(pictures.labels[chosen[:12]]).tolist() == [4, 4, 4]
    assert chosen.tolist() == stages.choose_inspected_pictures(pictures, 5).tolist()
    assert chosen.tolist() != stages.choose_inspected_pictures(pictures, 6).tolist()


def test_a_head_learns_from_training_pictures_and_is_chosen_by_validation_pictures(tmp_path, monkeypatch):
    add(two_classes(tmp_path / "pets", 20), "pets")
    dataset = datasets.load("pets")
    monkeypatch.setattr(
        features_of, "compute_features", lambda pictures, *_, **__: np.zeros((len(pictures), 4), np.float32)
    )
    found = stages.compute_head_examples(dataset, EMBEDDED)
    for split, examples in (("train", found.training), ("val", found.validation)):
        records = dataset.list_pictures(split=split)
        assert examples.paths == tuple(record.path for record in records)
        assert examples.labels.tolist() == [dataset.classes.index(record.label) for record in records]
        assert len(examples.rows) == len(records)


def test_a_share_is_even_over_the_classes_and_part_of_a_larger_one():
    pictures = watched_pictures(count=300)
    quarter, half = (take_share(TrainingSpec(share=share), pictures) for share in (0.25, 0.5))
    kept, more = set(quarter.select("train")), set(half.select("train"))
    assert kept < more < set(pictures.select("train"))
    counts = [(quarter.labels[list(kept)] == label).sum() for label in range(3)]
    assert max(counts) - min(counts) <= 2
    assert quarter.select("val").tolist() == pictures.select("val").tolist()
    assert take_share(TrainingSpec(), pictures) is pictures
