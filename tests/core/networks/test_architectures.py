"""What a page says of an architecture is what Keras builds, layer by layer."""

from itertools import product

import keras
import numpy as np
import pytest

from core.networks.architecture import (
    add_augmentation,
    add_dropout,
    count_parameters,
    estimate_training_memory,
    summarize,
)
from core.networks.augmentation import Augmentation
from core.networks.catalogue import ARCHITECTURES, describe
from core.networks.layers import Augment, Dropout
from core.training.keras.build import build
from tests.core.networks.described import LAYERS

QUICK = ((32, 2), (61, 10))


@pytest.mark.parametrize(
    ("size", "classes"),
    [
        *QUICK,
        *(pytest.param(*one, marks=pytest.mark.slow) for one in product((32, 61, 96), (2, 3, 10)) if one not in QUICK),
    ],
)
@pytest.mark.parametrize("name", LAYERS)
def test_the_description_agrees_with_keras(name, size, classes):
    architecture = add_augmentation(describe(name, size, classes), Augmentation(flip=True))
    model = build(architecture)
    for row in summarize(architecture):
        layer = model.get_layer(row.name)
        assert layer.output.shape[1:] == row.output_shape
        assert sum(np.prod(w.shape) for w in layer.trainable_weights) == row.parameters.trainable
        assert sum(np.prod(w.shape) for w in layer.non_trainable_weights) == row.parameters.frozen


def test_the_article_has_the_parameters_that_it_prints():
    rows = summarize(describe("article", 224, 2))
    learned = [row.parameters.trainable for row in rows if row.parameters.trainable]
    assert learned == [896, 18_496, 23_888_000, 129]
    assert count_parameters(rows).trainable == 23_907_521


def test_compact_has_less_than_a_tenth_of_the_articles_parameters():
    compact = count_parameters(summarize(describe("compact", 224, 2)))
    assert (compact.trainable + compact.frozen) * 10 < 23_907_521


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize(("classes", "outputs"), [(2, 1), (3, 3)])
def test_the_output_is_a_probability(name, classes, outputs):
    model = build(describe(name, 32, classes))
    predicted = keras.ops.convert_to_numpy(model(np.full((2, 32, 32, 3), 128.0)))
    assert predicted.shape == (2, outputs)
    assert ((predicted >= 0) & (predicted <= 1)).all()
    if outputs > 1:
        np.testing.assert_allclose(predicted.sum(axis=1), 1, rtol=1e-5)


def test_memory_grows_with_the_batch():
    rows = summarize(describe("article", 96, 2))
    one, two = estimate_training_memory(rows, 1), estimate_training_memory(rows, 2)
    outputs = sum(np.prod(row.output_shape) for row in rows)
    assert two - one == 2 * outputs * 4


@pytest.mark.parametrize("name", LAYERS)
def test_another_dropout_is_in_the_model(name):
    model = build(add_dropout(describe(name, 32, 2), 0.7))
    assert [layer.rate for layer in model.layers if isinstance(layer, keras.layers.Dropout)] == [0.7]
    assert any(isinstance(node.layer, Dropout) for node in describe(name, 32, 2).nodes)


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_augmentation_comes_first_and_only_where_something_is_asked(name):
    plain = describe(name, 32, 2)
    assert add_augmentation(plain, Augmentation()) == plain
    assert add_augmentation(plain, Augmentation(mixup=0.2)) == plain, "blending needs the labels, so the batches do it"
    changed = add_augmentation(plain, Augmentation(flip=True))
    assert changed.nodes[0].layer == Augment(Augmentation(flip=True))
    assert changed.nodes[1].inputs == ("augment",)


def test_the_article_augments_nothing_and_compact_does():
    assert describe("article", 32, 2).recipe == Augmentation()
    assert describe("compact", 32, 2).recipe.flip
