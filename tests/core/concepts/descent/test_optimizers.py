"""The six rules against Keras, against their own algebra, and at the extremes."""

from itertools import islice, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.concepts.descent.optimizers import RULES, Settings, adam, steps

STEPS = 50
# Keras reads its betas as float32 before it works in float64; sums of a few powers of two survive that.
USUAL = Settings(0.001, momentum=29 / 32, rho=29 / 32, beta_1=29 / 32, beta_2=1023 / 1024, weight_decay=1 / 256)
TURNED = Settings(0.003, momentum=13 / 16, rho=7 / 8, beta_1=3 / 4, beta_2=31 / 32, epsilon=1e-3, weight_decay=1 / 16)
START = np.array([-1.2, 1.0])


def rosenbrock_gradient(w):
    x, y = w
    return np.array([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])


def bowl_gradient(w):
    return w


def walk(rule, settings, gradient=rosenbrock_gradient, start=START, count=STEPS):
    return list(islice(steps(rule, start, gradient, settings), count))


@pytest.fixture
def keras():
    """Keras in float64 for one test."""
    import keras

    before = keras.config.floatx()
    keras.config.set_floatx("float64")
    yield keras
    keras.config.set_floatx(before)


def in_keras(keras, name, s):
    rate = s.learning_rate
    betas = {"beta_1": s.beta_1, "beta_2": s.beta_2, "epsilon": s.epsilon}
    made = {
        "gradient_descent": lambda o: o.SGD(rate),
        "momentum": lambda o: o.SGD(rate, momentum=s.momentum),
        "nesterov": lambda o: o.SGD(rate, momentum=s.momentum, nesterov=True),
        "rmsprop": lambda o: o.RMSprop(rate, rho=s.rho, epsilon=s.epsilon),
        "adam": lambda o: o.Adam(rate, **betas),
        "adamw": lambda o: o.AdamW(rate, weight_decay=s.weight_decay, **betas),
    }
    return made[name](keras.optimizers)


@pytest.mark.parametrize("settings", [USUAL, TURNED], ids=["usual", "turned"])
@pytest.mark.parametrize("name", RULES)
def test_fifty_steps_are_those_of_keras(keras, name, settings):
    variable = keras.Variable(START, dtype="float64")
    optimizer = in_keras(keras, name, settings)
    theirs = []
    for _ in range(STEPS):
        optimizer.apply([keras.ops.convert_to_tensor(rosenbrock_gradient(variable.numpy()))], [variable])
        theirs.append(variable.numpy())
    assert theirs[0].dtype == np.float64
    ours = [step.after for step in walk(RULES[name], settings)]
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-14)


def test_the_defaults_are_those_of_keras(keras):
    ours = Settings()
    theirs = keras.optimizers.AdamW().get_config()
    for name in ("beta_1", "beta_2", "epsilon", "weight_decay"):
        assert getattr(ours, name) == theirs[name]
    rmsprop = keras.optimizers.RMSprop().get_config()
    assert (ours.rho, ours.epsilon) == (rmsprop["rho"], rmsprop["epsilon"])


def test_the_corrections_taken_apart_are_the_fast_form():
    for step in walk(adam, TURNED):
        b1, b2 = 1 - TURNED.beta_1**step.t, 1 - TURNED.beta_2**step.t
        fast = -TURNED.learning_rate * np.sqrt(b2) / b1 * step.m / (np.sqrt(step.v) + TURNED.epsilon)
        np.testing.assert_allclose(step.step, fast, rtol=1e-12)


@given(
    gradient=st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=5),
    sign=st.sampled_from([-1, 1]),
    rate=st.floats(1e-6, 10),
)
def test_adams_first_step_is_the_learning_rate(gradient, sign, rate):
    g = sign * np.array(gradient)
    (first,) = walk(adam, Settings(learning_rate=rate), lambda w: g, np.zeros_like(g), 1)
    np.testing.assert_allclose(first.step, -sign * rate, rtol=0.01)


def test_without_its_correction_adams_first_step_is_too_long():
    """m is a tenth of the gradient but sqrt(v) only a thirtieth: 0.1 / sqrt(0.001) is 3.16 learning rates."""
    settings = Settings(learning_rate=0.01, bias_correction=False)
    (first,) = walk(adam, settings, bowl_gradient, np.array([2.0]), 1)
    np.testing.assert_allclose(first.step, -0.01 * 0.1 / np.sqrt(0.001), rtol=1e-4)
    assert first.m_hat is first.m
    assert first.v_hat is first.v


@pytest.mark.parametrize("name", RULES)
@given(start=st.lists(st.floats(-100, 100).filter(lambda x: abs(x) > 0.1), min_size=1, max_size=4))
def test_small_steps_descend_on_a_bowl(name, start):
    trace = walk(RULES[name], Settings(learning_rate=1e-4), bowl_gradient, np.array(start), 20)
    losses = [np.sum(step.weights**2) for step in trace]
    assert all(np.diff(losses) < 0)


BETA = 0.9
LIMITS = {"gradient_descent": 2, "momentum": 2 * (1 + BETA), "nesterov": 2 * (1 + BETA) / (1 + 2 * BETA)}


@pytest.mark.parametrize("name", LIMITS)
def test_a_bowl_is_left_above_the_limit_that_theory_gives(name):
    """On a bowl of curvature 1 the step is a 2 x 2 matrix; its eigenvalues leave the unit circle at this rate."""
    for share, stays in ((0.98, True), (1.02, False)):
        settings = Settings(learning_rate=share * LIMITS[name], momentum=BETA)
        last = walk(RULES[name], settings, bowl_gradient, START, 1500)[-1]
        assert (np.abs(last.after).max() < 1e-3) == stays


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("size", [0.0, 1e-300, 1e-30, 1e9])
def test_extreme_gradients_give_finite_steps(name, size):
    for step in walk(RULES[name], Settings(), lambda w: np.full(2, size), START, 5):
        assert np.isfinite(step.after).all()
        assert all(np.isfinite(kept).all() for kept in (step.m, step.v, step.m_hat, step.v_hat) if kept is not None)


def test_a_trace_links_each_step_to_the_next():
    trace = walk(RULES["adamw"], TURNED)
    assert [step.t for step in trace] == list(range(1, STEPS + 1))
    for step, after in pairwise(trace):
        np.testing.assert_array_equal(step.after, after.weights)
