"""The initialisers draw what Keras's definitions say, and the same again from the same seed."""

import numpy as np
import pytest

from core.concepts.initializers import CUT, CUT_STDDEV, INITIALIZERS

KERAS = {
    "zeros": "Zeros",
    "random_normal": "RandomNormal",
    "glorot_uniform": "GlorotUniform",
    "glorot_normal": "GlorotNormal",
    "he_uniform": "HeUniform",
    "he_normal": "HeNormal",
}
VARIANCE = {
    "glorot_uniform": lambda fan_in, fan_out: 2 / (fan_in + fan_out),
    "glorot_normal": lambda fan_in, fan_out: 2 / (fan_in + fan_out),
    "he_uniform": lambda fan_in, fan_out: 2 / fan_in,
    "he_normal": lambda fan_in, fan_out: 2 / fan_in,
}
FAN_IN, FAN_OUT = 300, 500  # 150,000 draws: the variance is known to half a per cent


def draw(name, seed=0):
    return INITIALIZERS[name](FAN_IN, FAN_OUT, np.random.default_rng(seed))


@pytest.mark.parametrize("name", sorted(INITIALIZERS))
def test_same_seed_same_weights(name):
    np.testing.assert_array_equal(draw(name, 7), draw(name, 7))
    assert name == "zeros" or (draw(name, 7) != draw(name, 8)).any()


@pytest.mark.parametrize("name", sorted(VARIANCE))
def test_the_variance_is_the_one_of_the_paper(name):
    weights = draw(name)
    assert weights.shape == (FAN_IN, FAN_OUT)
    assert weights.var() == pytest.approx(VARIANCE[name](FAN_IN, FAN_OUT), rel=0.02)
    assert weights.mean() == pytest.approx(0, abs=0.01 * weights.std())


@pytest.mark.parametrize("name", sorted(KERAS))
def test_the_statistics_are_those_of_keras(name):
    import keras

    ours, initializer = draw(name), getattr(keras.initializers, KERAS[name])
    seeded = initializer(seed=1) if name != "zeros" else initializer()
    theirs = np.asarray(seeded((FAN_IN, FAN_OUT)), dtype=np.float64)
    assert ours.std() == pytest.approx(theirs.std(), rel=0.02)
    tail = 1e-3 if name != "random_normal" else 0.15  # bounded draws end where Keras's do; a normal's last one wanders
    assert np.abs(ours).max() == pytest.approx(np.abs(theirs).max(), rel=tail)
    quantiles = np.linspace(0.05, 0.95, 19)
    np.testing.assert_allclose(
        np.quantile(ours, quantiles), np.quantile(theirs, quantiles), atol=0.02 * theirs.std() + 1e-12
    )


def test_the_cut_normal_ends_at_two_standard_deviations():
    bound = CUT * np.sqrt(2 / FAN_IN) / CUT_STDDEV
    assert 0.99 * bound < np.abs(draw("he_normal")).max() <= bound


def test_fans_are_inputs_and_units_in_this_order():
    tall = INITIALIZERS["he_normal"](1000, 4, np.random.default_rng(0))
    wide = INITIALIZERS["he_normal"](4, 1000, np.random.default_rng(0))
    assert tall.std() < 0.1 < wide.std()
