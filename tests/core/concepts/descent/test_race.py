"""Races: who takes part, what is kept of each, and what happens to those who run away."""

import numpy as np
import pytest

from core.concepts.descent import formula
from core.concepts.descent.optimizers import RULES, Settings
from core.concepts.descent.race import FAR, Noise, race, run
from core.concepts.descent.surfaces import SURFACES


def test_everyone_starts_at_the_same_point_and_is_told_apart():
    bowl = SURFACES["bowl"]
    runs = race(bowl, ["adam", "momentum"], (1.0, -2.0), Settings(), count=30)
    assert [one.optimizer for one in runs] == ["adam", "momentum"]
    for one in runs:
        assert one.path.shape == (31, 2)
        assert one.losses.shape == (31,)
        assert len(one.steps) == 30
        np.testing.assert_array_equal(one.path[0], [1.0, -2.0])
        np.testing.assert_array_equal(one.losses, bowl.value(one.path[:, 0], one.path[:, 1]))
    assert not np.array_equal(runs[0].path, runs[1].path)


def test_each_step_leads_from_point_to_point():
    one = run(SURFACES["beale"], "adamw", (0.5, 1.5), Settings(), count=20)
    for step, before, after in zip(one.steps, one.path[:-1], one.path[1:], strict=True):
        np.testing.assert_array_equal(step.weights, before)
        np.testing.assert_array_equal(step.after, after)


def test_on_the_ravine_gradient_descent_diverges_above_a_fifth_and_momentum_does_not():
    ravine = SURFACES["ravine"]
    settings = Settings(learning_rate=0.21)
    plain, heavy = race(ravine, ["gradient_descent", "momentum"], ravine.start, settings, count=200)
    assert plain.diverged_at == len(plain.steps) < 200
    assert np.isfinite(plain.path).all()
    assert abs(plain.path[-1, 1]) > FAR * 3 >= abs(plain.path[-2, 1])
    assert heavy.diverged_at is None
    assert heavy.losses[-1] < 1e-6
    assert run(ravine, "gradient_descent", ravine.start, Settings(learning_rate=0.19), count=200).diverged_at is None


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("rate", [1e-9, 1.0, 1e9])
def test_whatever_the_rate_every_number_is_finite(name, surface, rate):
    surface = SURFACES[surface]
    one = run(surface, name, surface.start, Settings(learning_rate=rate), count=60)
    assert np.isfinite(one.path).all()
    assert np.isfinite(one.losses).all()
    assert all(np.isfinite((step.gradient, step.step)).all() for step in one.steps)
    assert len(one.steps) == (one.diverged_at or 60)


def test_a_start_without_a_slope_ends_at_once():
    nowhere = formula.surface("log(x) + y", 2.0, (-1.0, 1.0))
    one = run(nowhere, "adam", (-1.0, 1.0), Settings(), count=10)
    assert one.diverged_at == 1
    assert one.steps == ()
    assert one.path.shape == (1, 2)


def test_squares_too_large_to_keep_count_as_diverging():
    cliff = formula.surface("exp(exp(x)) + y^2", 8.0, (6.0, 0.0))
    assert run(cliff, "adam", (6.0, 0.0), Settings(), count=10).diverged_at == 1


def test_noise_is_the_same_for_everyone_and_the_same_again():
    bowl, settings = SURFACES["bowl"], Settings(learning_rate=1e-3)
    noise = Noise(scale=2.0, seed=7)
    first, other = race(bowl, ["gradient_descent", "adam"], bowl.start, settings, count=40, noise=noise)
    errors = [[step.gradient - bowl.slope(step.weights) for step in one.steps] for one in (first, other)]
    np.testing.assert_allclose(errors[0], errors[1], atol=1e-12)
    assert 1.5 < np.std(errors[0]) < 2.5
    again = run(bowl, "adam", bowl.start, settings, count=40, noise=noise)
    np.testing.assert_array_equal(again.path, other.path)
    assert not np.array_equal(run(bowl, "adam", bowl.start, settings, count=40).path, other.path)
    assert not np.array_equal(run(bowl, "adam", bowl.start, settings, count=40, noise=Noise(2.0, 8)).path, other.path)
