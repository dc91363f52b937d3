"""A head is trained as by Keras to the optimum of scikit-learn, its strength chosen by the validation pictures."""

import keras
import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_info

from core.backbone.examples import Examples
from core.cancel import NEVER, Cancelled, CancelWhen
from core.networks.backbones import EMBEDDED
from core.training.head import fit as module
from core.training.head.fit import (
    MEMORY,
    RATE,
    STRENGTHS,
    Scale,
    choose_strongest_within_one_error,
    fit,
    fit_again,
    train_candidates,
)
from core.training.targets import encode_targets


def seen(count, classes, seed):
    """Features that lean towards their class, as a backbone's do, in very different units."""
    dice = np.random.default_rng(seed)
    centres = np.random.default_rng(99).normal(size=(classes, EMBEDDED.width))
    labels = np.arange(count, dtype=np.int32) % classes
    rows = dice.gamma(2.0, size=(count, EMBEDDED.width)) + 0.3 * centres[labels]
    units = np.random.default_rng(98).lognormal(sigma=1.0, size=EMBEDDED.width)
    return Examples(tuple(map(str, range(count))), (rows * units).astype(np.float32), labels)


@pytest.mark.parametrize("classes", [2, 3])
def test_every_candidate_reaches_its_optimum(classes):
    training, validation = seen(120, classes, 1), seen(60, classes, 2)
    last = fit(training, validation, classes, NEVER).epochs[-1]
    scaled = Scale.of(training.rows)(training.rows).astype(np.float64)
    for strength, loss in zip(STRENGTHS, last.loss, strict=True):
        found = LogisticRegression(C=1 / (2 * strength * len(training)), max_iter=2000, tol=1e-8)
        probabilities = found.fit(scaled, training.labels).predict_proba(scaled)
        expected = -np.log(probabilities[np.arange(len(training)), training.labels]).mean()
        assert loss == pytest.approx(expected, rel=0.03)


@pytest.mark.parametrize("classes", [2, 3])
def test_all_pictures_together_give_the_head_of_the_chosen_strength(classes):
    together = seen(80, classes, 1).join(seen(40, classes, 2))
    assert len(together) == len(together.rows) == len(together.labels) == 120
    head = fit_again(together, STRENGTHS[1], classes, NEVER)
    scale = Scale.of(together.rows)
    *_earlier, (kernel, bias) = train_candidates(scale(together.rows), encode_targets(together.labels, classes))
    units = 1 if classes == 2 else classes
    one_of_four = scale.fold(kernel[:, units : 2 * units], bias[units : 2 * units])
    np.testing.assert_allclose(head.kernel, one_of_four.kernel, rtol=1e-3, atol=1e-7)
    with pytest.raises(Cancelled):
        fit_again(together, STRENGTHS[1], classes, CancelWhen(lambda: True))


@pytest.mark.parametrize(("classes", "loss"), [(2, "binary_crossentropy"), (3, "categorical_crossentropy")])
def test_every_step_is_that_of_keras(classes, loss, monkeypatch):
    monkeypatch.setattr(module, "STEPS", 20)
    monkeypatch.setattr(module, "BATCH", 25)
    training = seen(50, classes, 1)
    rows, targets = Scale.of(training.rows)(training.rows), encode_targets(training.labels, classes)
    *_earlier, (kernel, bias) = train_candidates(rows, targets)
    units = targets.shape[1]
    for place, strength in enumerate(STRENGTHS):
        layer = keras.layers.Dense(
            units,
            activation="sigmoid" if units == 1 else "softmax",
            kernel_initializer="zeros",
            kernel_regularizer=keras.regularizers.L2(strength),
        )
        model = keras.Sequential([keras.Input(rows.shape[1:]), layer])
        rate = keras.optimizers.schedules.CosineDecay(RATE, 20)
        model.compile(keras.optimizers.Adam(rate, beta_2=MEMORY), loss=loss)
        model.fit(rows, targets, batch_size=25, epochs=10, shuffle=False, verbose=0)
        mine = slice(place * units, (place + 1) * units)
        np.testing.assert_allclose(kernel[:, mine], layer.kernel.numpy(), atol=1e-4)
        np.testing.assert_allclose(bias[mine], layer.bias.numpy(), atol=1e-4)


@pytest.mark.parametrize("classes", [2, 3])
def test_the_head_on_raw_features_says_what_was_judged(classes):
    training, validation = seen(60, classes, 1), seen(30, classes, 2)
    fitted = fit(training, validation, classes, NEVER)
    probabilities = fitted.head.compute_probabilities(validation.rows)
    assert probabilities.shape == (30, classes)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)
    last, mine = fitted.epochs[-1], fitted.chosen
    losses = -np.log(probabilities[np.arange(30), validation.labels])
    assert losses.mean() == pytest.approx(last.val_loss[mine], rel=1e-3)
    assert (probabilities.argmax(axis=1) == validation.labels).mean() == pytest.approx(last.val_accuracy[mine])


@pytest.mark.slow
def test_the_strength_is_chosen_by_the_validation_pictures():
    """Those of the training would always ask for the weakest, since it lets the head learn them by heart."""
    training, validation = seen(40, 2, 1), seen(200, 2, 2)
    noisy = Examples(validation.paths, validation.rows, np.roll(validation.labels, 1))  # every label is wrong
    chosen = {name: fit(training, by, 2, NEVER).chosen for name, by in (("training", training), ("noisy", noisy))}
    assert chosen == {"training": 0, "noisy": len(STRENGTHS) - 1}


@pytest.mark.slow
def test_the_same_pictures_give_the_same_head():
    training, validation = seen(40, 2, 1), seen(20, 2, 2)
    one, other = (fit(training, validation, 2, NEVER) for _time in range(2))
    np.testing.assert_array_equal(one.head.kernel, other.head.kernel)
    assert one.strength == other.strength


@pytest.mark.slow
def test_many_pictures_go_in_several_steps_and_reach_the_same(monkeypatch):
    training, validation = seen(90, 2, 1), seen(20, 2, 2)
    whole = fit(training, validation, 2, NEVER).epochs[-1]
    monkeypatch.setattr(module, "BATCH", 30)
    parts = fit(training, validation, 2, NEVER)
    assert len(parts.epochs) == 50
    np.testing.assert_allclose(parts.epochs[-1].loss, whole.loss, rtol=0.15)


def test_a_wish_to_stop_is_heard_between_two_epochs():
    heard = []

    def third_time():
        heard.append(1)
        return len(heard) == 3

    with pytest.raises(Cancelled):
        fit(seen(20, 2, 1), seen(10, 2, 2), 2, CancelWhen(third_time))


def test_it_keeps_to_one_thread_since_a_busy_machine_would_make_more_of_them_wait():
    threads = []

    def look():
        threads.extend(one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas")
        return False

    fitted = fit(seen(20, 2, 1), seen(10, 2, 2), 2, CancelWhen(look))
    fit_again(seen(20, 2, 1), fitted.strength, 2, CancelWhen(look))
    assert set(threads) == {1}


def test_of_what_cannot_be_told_apart_the_strongest_is_taken():
    noise = np.random.default_rng(0).normal(scale=0.1, size=50)
    base = 0.5 + noise - noise.mean()
    error = base.std(ddof=1) / np.sqrt(50)
    assert (
        choose_strongest_within_one_error(np.stack([base + 0.9 * error, base, base + 0.9 * error, base + 1.1 * error]))
        == 2
    )
    assert choose_strongest_within_one_error(np.stack([base, base + 2 * error, base + 3 * error])) == 0


def test_a_feature_that_hardly_varies_is_not_blown_up():
    rows = np.random.default_rng(0).normal(size=(40, EMBEDDED.width)).astype(np.float32)
    rows[:, 0] = 5.0
    rows[0, 0] = 5.001
    assert np.abs(Scale.of(rows)(rows)[:, 0]).max() < 0.01
