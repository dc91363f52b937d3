import numpy as np
import pytest

from core.data.intake import adding
from core.data.pixels.batches import Batches
from core.data.pixels.cache import Decoded, open_decoded
from core.errors import InputError
from tests.core.data.pictures import two_classes


@pytest.fixture
def decoded(tmp_path):
    return open_decoded(adding.add(two_classes(tmp_path / "photos", 20), "pets"), 8)


def epoch_of(batches):
    return [batches[step] for step in range(len(batches))]


def test_a_batch_has_the_pictures_of_its_labels(decoded):
    batches = Batches(decoded, "train", 5, seed=3)
    images, labels = batches[1]
    assert images.shape == (5, 8, 8, 3)
    assert (images.dtype, labels.dtype) == (np.uint8, np.int32)
    np.testing.assert_array_equal(images, decoded.images[batches.order[5:10]])
    np.testing.assert_array_equal(labels, decoded.labels[batches.order[5:10]])


def test_an_epoch_has_every_picture_of_the_split_once(decoded):
    batches = Batches(decoded, "train", 5)
    assert len(batches) == 6
    assert [len(labels) for _, labels in epoch_of(batches)] == [5, 5, 5, 5, 5, 3]
    assert sorted(batches.order) == list(decoded.select("train"))


def test_the_order_is_the_seeds_and_the_epochs(decoded):
    batches = Batches(decoded, "train", 5, seed=9)
    batches.epoch = 4
    expected = np.random.default_rng([9, 4]).permutation(28)
    np.testing.assert_array_equal(batches.order, decoded.select("train")[expected])


def test_any_step_of_any_epoch_can_be_asked_for_again(decoded):
    batches = Batches(decoded, "train", 5, seed=1)
    batches.epoch = 2
    seen = batches[3]
    batches.epoch = 7
    assert (batches[3][0] != seen[0]).any()
    resumed = Batches(decoded, "train", 5, seed=1)
    resumed.epoch = 2
    np.testing.assert_array_equal(resumed[3][0], seen[0])
    np.testing.assert_array_equal(resumed[3][1], seen[1])


def test_other_seeds_give_other_orders(decoded):
    assert list(Batches(decoded, "train", 5, seed=1).order) != list(Batches(decoded, "train", 5, seed=2).order)


def test_without_shuffling_the_order_is_the_indexs(decoded):
    batches = Batches(decoded, "test", 4, shuffle=False)
    batches.epoch = 5
    np.testing.assert_array_equal(batches.order, decoded.select("test"))


@pytest.mark.parametrize("step", [-1, 6, 100])
def test_there_is_no_step_beyond_the_epoch(decoded, step):
    with pytest.raises(IndexError):
        Batches(decoded, "train", 5)[step]


def test_an_empty_split_is_a_sentence(decoded):
    only_train = Decoded(decoded.images, decoded.labels, np.full(40, "train"), decoded.paths, decoded.classes)
    with pytest.raises(InputError, match="no pictures in the split val"):
        Batches(only_train, "val", 5)
