"""Every loss gradient against finite differences and against Keras; the far ends; the identities they teach."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.concepts.activations import ACTIVATIONS, sigmoid, softmax, softmax_jacobian
from core.concepts.losses import HUBER_DELTA, LOSSES, log_softmax
from tests.core.concepts.differences import STEP, numerical_gradient, relative_error

KERAS = {
    "mse": ("mean_squared_error", {}),
    "huber": ("huber", {"delta": HUBER_DELTA}),
    "binary_crossentropy": ("binary_crossentropy", {}),
    "binary_crossentropy_from_logits": ("binary_crossentropy", {"from_logits": True}),
    "categorical_crossentropy": ("categorical_crossentropy", {}),
    "categorical_crossentropy_from_logits": ("categorical_crossentropy", {"from_logits": True}),
}
SMALLEST = np.finfo(np.float64).tiny  # below it numbers are rounded to steps, not to a share of themselves
SPAN = {"prediction": (-4.0, 4.0), "probability": (0.05, 0.95), "logit": (-5.0, 5.0)}


@st.composite
def cases(draw, loss):
    """A prediction of the kind that the loss takes and a target: one class of several, or free numbers."""
    outputs = draw(st.integers(1 if "categorical" not in loss.name else 2, 5))
    prediction = draw(arrays(np.float64, outputs, elements=st.floats(*SPAN[loss.takes])))
    if loss.takes == "prediction":
        return prediction, draw(arrays(np.float64, outputs, elements=st.floats(-4, 4)))
    return prediction, np.eye(outputs)[draw(st.integers(0, outputs - 1))]


@pytest.mark.parametrize("name", sorted(LOSSES))
@given(data=st.data())
def test_gradient_is_what_the_loss_does(name, data):
    loss = LOSSES[name]
    prediction, target = data.draw(cases(loss))
    if name == "huber" and (np.abs(np.abs(prediction - target) - HUBER_DELTA) < 2 * STEP).any():
        return  # its gradient has a kink there
    measured = numerical_gradient(lambda x: float(loss.value(x, target)), prediction)
    assert relative_error(measured, loss.gradient(prediction, target)) < 1e-6


@pytest.mark.parametrize("name", sorted(KERAS))
def test_equal_to_keras_in_value_and_gradient(name):
    import keras
    import tensorflow as tf

    loss, (keras_name, options) = LOSSES[name], KERAS[name]
    rng = np.random.default_rng(3)
    prediction = rng.uniform(*SPAN[loss.takes], (6, 4))
    target = rng.uniform(-4, 4, (6, 4)) if loss.takes == "prediction" else np.eye(4)[rng.integers(0, 4, 6)]
    x = tf.Variable(prediction)
    with tf.GradientTape() as tape:
        theirs = getattr(keras.losses, keras_name)(target, x, **options)
    np.testing.assert_allclose(loss.value(prediction, target), theirs.numpy(), rtol=1e-9)
    np.testing.assert_allclose(loss.gradient(prediction, target), tape.gradient(theirs, x).numpy(), rtol=1e-7)


@pytest.mark.parametrize("name", sorted(KERAS))
def test_probabilities_of_zero_and_one_equal_keras(name):
    import keras
    import tensorflow as tf

    loss, (keras_name, options) = LOSSES[name], KERAS[name]
    prediction, target = np.array([[1.0, 0.0], [1.0, 0.0]]), np.eye(2)
    x = tf.Variable(prediction)
    with tf.GradientTape() as tape:
        theirs = getattr(keras.losses, keras_name)(target, x, **options)
    np.testing.assert_allclose(loss.value(prediction, target), theirs.numpy(), rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(loss.gradient(prediction, target), tape.gradient(theirs, x).numpy(), atol=1e-9)


@pytest.mark.parametrize("name", sorted(LOSSES))
@pytest.mark.parametrize("size", [500.0, 1e9])
def test_the_far_ends_stay_finite(name, size):
    loss, target = LOSSES[name], np.eye(2)
    prediction = np.array([[size, -size], [size, -size]])
    if loss.takes == "probability":
        prediction = softmax(prediction)
    assert np.isfinite(loss.value(prediction, target)).all()
    assert np.isfinite(loss.gradient(prediction, target)).all()


def test_cross_entropy_of_a_confident_mistake_is_the_size_of_its_logit():
    z, target = np.array([[-500.0]]), np.array([[1.0]])
    loss = LOSSES["binary_crossentropy_from_logits"]
    assert loss.value(z, target) == pytest.approx(500.0)
    assert loss.gradient(z, target) == pytest.approx(-1.0)


@given(z=arrays(np.float64, (2, 3), elements=st.floats(-7, 7)))  # every probability stays above the clip of 1e-7
def test_both_forms_of_categorical_cross_entropy_agree_through_softmax(z):
    target = np.eye(3)[[0, 2]]
    on_probability = LOSSES["categorical_crossentropy"].gradient(softmax(z), target)
    on_logits = LOSSES["categorical_crossentropy_from_logits"].gradient(z, target)
    np.testing.assert_allclose(np.einsum("ni,nij->nj", on_probability, softmax_jacobian(z)), on_logits, atol=1e-9)


@given(z=arrays(np.float64, (3, 1), elements=st.floats(-8, 8)))
def test_both_forms_of_binary_cross_entropy_agree_through_sigmoid(z):
    target = np.array([[0.0], [1.0], [1.0]])
    on_probability = LOSSES["binary_crossentropy"].gradient(sigmoid(z), target)
    on_logit = LOSSES["binary_crossentropy_from_logits"].gradient(z, target)
    np.testing.assert_allclose(on_probability * ACTIVATIONS["sigmoid"].derivative(z), on_logit, atol=1e-9)


def test_targets_that_do_not_sum_to_one_keep_a_right_gradient():
    z, target = np.array([0.3, -1.0, 2.0]), np.array([1.0, 0.5, 0.0])
    loss = LOSSES["categorical_crossentropy_from_logits"]
    measured = numerical_gradient(lambda x: float(loss.value(x, target)), z)
    assert relative_error(measured, loss.gradient(z, target)) < 1e-6


@given(a=arrays(np.float64, 3, elements=st.floats(-4, 4)), y=arrays(np.float64, 3, elements=st.floats(-4, 4)))
def test_the_conventions_differ_by_half_the_number_of_outputs(a, y):
    half, mean = LOSSES["half_squared_error"], LOSSES["mse"]
    np.testing.assert_allclose(half.value(a, y), 1.5 * mean.value(a, y), atol=SMALLEST)
    np.testing.assert_allclose(half.gradient(a, y), 1.5 * mean.gradient(a, y), atol=SMALLEST)


@pytest.mark.parametrize("name", sorted(LOSSES))
def test_a_batch_gives_one_value_an_example(name):
    prediction = np.full((2, 5, 3), 0.25)
    assert LOSSES[name].value(prediction, np.eye(3)[[0, 1, 2, 0, 1]] * np.ones((2, 1, 1))).shape == (2, 5)


def test_log_softmax_knows_logarithms_that_softmax_has_lost():
    z = np.array([0.0, -2000.0])
    assert softmax(z)[1] == 0.0
    assert log_softmax(z)[1] == -2000.0
