"""What augmentation does to pictures: the same in NumPy and in Keras, and nothing to those that are only judged."""

import keras
import numpy as np
import pytest
from pydantic import ValidationError

from core.networks.augmentation import DRAWS, Augmentation, augment, transforms
from core.networks.warp import resample
from core.training.keras.augment_layer import AugmentLayer, _resample

EVERYTHING = Augmentation(
    flip=True, rotation=30, zoom=0.3, crop=0.5, shift=0.2, contrast=0.3, brightness=0.2, colour=0.2, erasing=0.2
)


@pytest.fixture
def pictures():
    return np.random.default_rng(1).uniform(0, 255, (6, 24, 24, 3)).astype(np.float32)


@pytest.fixture
def draws():
    return np.random.default_rng(2).random((6, DRAWS), dtype=np.float32)


def in_numpy(pictures, recipe, draws):
    return augment(pictures, recipe, draws, xp=np, resample=resample)


@pytest.mark.parametrize(
    "recipe",
    [EVERYTHING, *(Augmentation(**{name: value}) for name, value in EVERYTHING.model_dump().items() if value)],
    ids=lambda recipe: "+".join(name for name, value in recipe.model_dump().items() if value),
)
def test_the_preview_is_what_the_model_does(pictures, draws, recipe):
    shown = in_numpy(pictures, recipe, draws)
    trained = augment(keras.ops.convert_to_tensor(pictures), recipe, draws, xp=keras.ops, resample=_resample)
    np.testing.assert_allclose(shown, keras.ops.convert_to_numpy(trained), atol=0.01)
    assert np.abs(shown - pictures).max() > 1


def test_a_flip_is_exact(pictures, draws):
    draws[:, 5] = [0.1, 0.9, 0.1, 0.9, 0.1, 0.9]
    flipped = in_numpy(pictures, Augmentation(flip=True), draws)
    np.testing.assert_allclose(flipped[0], pictures[0][:, ::-1], atol=1e-3)
    np.testing.assert_allclose(flipped[1], pictures[1], atol=1e-3)


def test_a_quarter_turn_is_exact(pictures, draws):
    draws[:, 6] = 1.0
    turned = in_numpy(pictures, Augmentation(rotation=90), draws)
    np.testing.assert_allclose(turned[0], np.rot90(pictures[0]), atol=0.01)


def test_a_shift_mirrors_at_the_edge(pictures, draws):
    draws[:, 1], draws[:, 3] = 1.0, 0.5
    shifted = in_numpy(pictures, Augmentation(shift=0.25), draws)
    np.testing.assert_allclose(shifted[0][:, :18], pictures[0][:, 6:], atol=1e-3)
    np.testing.assert_allclose(shifted[0][:, 18:], pictures[0][:, :17:-1], atol=1e-3)


def test_a_crop_is_a_window_of_the_picture(draws):
    draws = np.random.default_rng(3).random((2000, DRAWS), dtype=np.float32)
    found = transforms(Augmentation(crop=0.5), draws, 100, np)
    area = found[:, 0] * found[:, 4]
    assert 0.49 < area.min() < 0.52
    assert 0.98 < area.max() <= 1.0
    assert (found[:, 0] / found[:, 4]).max() <= 1.21
    for scale, start in ((found[:, 0], found[:, 2]), (found[:, 4], found[:, 5])):
        first, last = start - 0.5 * (1 - scale), start + 99 * scale + 0.5 * (1 - scale)
        assert first.min() >= -1e-3 - 0.5
        assert last.max() <= 99.5 + 1e-3


def test_erasing_greys_a_square_of_the_area(pictures, draws):
    draws[:, 14] = 1.0
    draws[:, 15:17] = 0.5
    erased = in_numpy(pictures, Augmentation(erasing=0.25), draws)
    assert (erased[0] == 127.5).all(axis=-1).sum() == 12 * 12


def test_half_the_side_is_the_mean_of_four_pixels(pictures):
    trained = AugmentLayer(Augmentation(smaller=0.5))
    halved = pictures.reshape(6, 12, 2, 12, 2, 3).mean(axis=(2, 4))
    np.testing.assert_allclose(trained(pictures, training=True), halved, atol=0.01)
    np.testing.assert_array_equal(trained(pictures, training=False), pictures)


def test_what_moves_and_is_made_smaller_is_the_same_in_numpy(pictures, draws):
    recipe = EVERYTHING.model_copy(update={"smaller": 0.25})
    shown = in_numpy(pictures, recipe, draws)
    trained = augment(keras.ops.convert_to_tensor(pictures), recipe, draws, xp=keras.ops, resample=_resample)
    assert shown.shape == (6, 18, 18, 3)
    np.testing.assert_allclose(shown, keras.ops.convert_to_numpy(trained), atol=0.01)


def test_a_network_learns_from_smaller_pictures_and_predicts_from_whole_ones():
    sides = []

    class Rescaling(keras.layers.Rescaling):
        def call(self, pictures):
            sides.append(pictures.shape[1])
            return super().call(pictures)

    image = keras.Input((40, 40, 3))
    features = Rescaling(1 / 255)(AugmentLayer(Augmentation(smaller=0.2))(image))
    model = keras.Model(image, keras.layers.Dense(1)(keras.layers.GlobalAveragePooling2D()(features)))
    sides.clear()
    model.compile("sgd", "mse", jit_compile=False)
    pictures = np.zeros((4, 40, 40, 3), np.float32)
    model.fit(pictures, np.zeros(4), verbose=0)
    assert set(sides) == {32}
    sides.clear()
    assert model.predict(pictures, verbose=0).shape == (4, 1)
    assert set(sides) == {40}


def test_pixels_stay_between_0_and_255(pictures, draws):
    changed = in_numpy(pictures, Augmentation(brightness=1, contrast=1, colour=1), draws)
    assert changed.min() >= 0
    assert changed.max() <= 255


def test_only_training_pictures_are_changed(pictures):
    layer = AugmentLayer(EVERYTHING)
    np.testing.assert_array_equal(layer(pictures, training=False), pictures)
    assert np.abs(layer(pictures, training=True) - pictures).max() > 1


def test_the_draws_follow_from_the_state_of_the_layer(pictures):
    layer = AugmentLayer(EVERYTHING)
    state = layer.seed_generator.state.numpy()
    first, second = layer(pictures, training=True), layer(pictures, training=True)
    assert np.abs(first - second).max() > 1
    layer.seed_generator.state.assign(state)
    np.testing.assert_array_equal(layer(pictures, training=True), first)


def test_mixed_precision_leaves_the_pixels_alone(pictures):
    layer = AugmentLayer(Augmentation(flip=True), dtype="mixed_bfloat16")
    changed = keras.ops.convert_to_numpy(layer(pictures, training=True))
    assert changed.dtype == np.float32
    np.testing.assert_allclose(np.sort(changed[0].ravel()), np.sort(pictures[0].ravel()), atol=1e-3)


@pytest.mark.parametrize(("name", "value"), [("rotation", 200), ("crop", 1), ("shift", -0.1), ("blur", 1)])
def test_a_senseless_strength_is_refused(name, value):
    with pytest.raises(ValidationError, match=name):
        Augmentation(**{name: value})
