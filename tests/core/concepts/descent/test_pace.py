"""The pace near a minimum: held against eigenvalues, against races, and against every other pair."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.concepts.descent.optimizers import Settings
from core.concepts.descent.pace import count_steps, find_best_pair, find_larger_roots, measure_curvatures, trace_pace
from core.concepts.descent.race import run
from core.concepts.descent.surfaces import SURFACES

rates, momenta = st.floats(1e-4, 1.0), st.floats(0.0, 0.99)
bends = st.tuples(st.floats(0.01, 20.0), st.floats(0.01, 20.0)).map(lambda two: np.sort(two))


HESSIANS = {"bowl": [[1, 0], [0, 1]], "ravine": [[0.1, 0], [0, 10]], "rosenbrock": [[802, -400], [-400, 200]]}


@pytest.mark.parametrize("name", HESSIANS)
def test_the_curvatures_are_those_of_the_hessian(name):
    np.testing.assert_allclose(measure_curvatures(SURFACES[name]), np.linalg.eigvalsh(HESSIANS[name]), rtol=1e-6)


@given(bends, rates, momenta)
def test_the_roots_are_the_eigenvalues_of_a_step(curvatures, rate, momentum):
    for curvature, root in zip(curvatures, find_larger_roots(curvatures, rate, momentum), strict=True):
        step = np.array([[1 - rate * curvature, momentum], [-rate * curvature, momentum]])
        assert root == pytest.approx(np.abs(np.linalg.eigvals(step)).max(), abs=1e-6)


@pytest.mark.parametrize(("rate", "momentum"), [(0.18, 0.0), (0.18, 0.9), (0.05, 0.5), (0.33, 0.67), (0.3, 0.95)])
def test_a_race_keeps_its_pace(rate, momentum):
    ravine = SURFACES["ravine"]
    steps = run(ravine, "momentum", ravine.start, Settings(rate, momentum=momentum), count=600).steps
    sizes = np.array([np.hypot(*step.after) for step in steps])
    fit = np.polyfit(np.arange(200, 600), np.log(np.maximum(sizes[200:600], 1e-300)), 1)[0]
    assert np.exp(fit) == pytest.approx(trace_pace(measure_curvatures(ravine), rate, momentum).left, abs=2e-3)


@given(rates, momenta)
def test_a_race_is_lost_where_a_step_leaves_more_than_all(rate, momentum):
    ravine = SURFACES["ravine"]
    left = trace_pace(measure_curvatures(ravine), rate, momentum).left
    assume(abs(left - 1.0) > 0.05)
    raced = run(ravine, "momentum", ravine.start, Settings(rate, momentum=momentum), count=300)
    assert (raced.diverged_at is not None) == (left > 1.0)


@given(bends, rates, momenta)
def test_no_pair_is_better_than_the_best(curvatures, rate, momentum):
    best = trace_pace(curvatures, rate, momentum)
    assert best.best_left <= best.left + 1e-9
    assert best.best_left == pytest.approx(np.sqrt(find_best_pair(curvatures)[1]), abs=1e-6)


def test_pairs_of_any_shape_are_taken_and_steps_are_counted():
    roots = find_larger_roots(np.array([0.1, 10.0]), np.full((3, 4), 0.18), np.full((3, 4), 0.9))
    assert roots.shape == (2, 3, 4)
    np.testing.assert_allclose(count_steps([0.1, 0.5, 1.0, 1.5]), [1.0, np.log(10) / np.log(2), np.inf, np.inf])


def test_a_direction_swings_or_creeps():
    assert trace_pace(np.array([0.1, 10.0]), 0.18, 0.9).swings.tolist() == [True, True]
    assert trace_pace(np.array([0.1, 10.0]), 0.05, 0.5).swings.tolist() == [False, True]
