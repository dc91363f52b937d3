"""Both losses' gradients on the logits are what the losses do, and cross-entropy does not stall where squares do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.concepts.activations import softmax
from core.concepts.loss_trace import REACH, descend, drawn_logits, logit_line, logit_triangle, loss_trace
from tests.core.concepts.differences import numerical_gradient, relative_error

LOGITS = st.sampled_from([1, 3]).flatmap(lambda n: arrays(np.float64, n, elements=st.floats(-4, 4)))


@pytest.mark.parametrize("side", ["cross_entropy", "squared"])
@given(logits=LOGITS, target=st.integers(0, 1))
def test_the_gradient_on_the_logits_is_what_the_loss_does(side, logits, target):
    def value(z):
        return float(getattr(loss_trace(z[None, :], target), side).value[0])

    gradient = getattr(loss_trace(logits[None, :], target), side).on_logits[0]
    assert relative_error(numerical_gradient(value, logits), gradient) < 1e-6


@given(z=st.floats(-REACH, REACH), target=st.integers(0, 1))
def test_two_classes_by_sigmoid_are_two_classes_by_softmax(z, target):
    one = loss_trace(np.array([[z]]), target)
    two = loss_trace(np.array([[0.0, z]]), target)
    assert one.cross_entropy.value == pytest.approx(two.cross_entropy.value)
    assert one.cross_entropy.on_logits[0, 0] == pytest.approx(two.cross_entropy.on_logits[0, 1])


def test_a_confident_mistake_gets_a_full_push_from_cross_entropy_and_almost_none_from_squares():
    trace = loss_trace(np.array([[-8.0]]), 1)
    assert trace.cross_entropy.on_logits[0, 0] == pytest.approx(-1, abs=1e-3)
    assert abs(trace.squared.on_logits[0, 0]) < 1e-3


@pytest.mark.parametrize(("logits", "target"), [([-5.0], 1), ([5.0], 0), ([-3.0, 5.0, 0.0], 0)])
def test_descent_gets_out_of_a_confident_mistake_by_cross_entropy_first(logits, target):
    way = descend(np.array(logits), target, learning_rate=1.0, steps=30)
    assert way.cross_entropy.shape == way.squared.shape == (31,)
    assert way.cross_entropy[-1] > 0.9
    assert way.squared[-1] < 0.2
    assert way.cross_entropy[0] == way.squared[0]
    assert (np.diff(way.cross_entropy) > 0).all()


def test_the_line_holds_the_point():
    line = logit_line(1.234)
    assert line.shape[1] == 1
    assert 1.234 in line
    assert (line[0, 0], line[-1, 0]) == (-REACH, REACH)


def test_the_triangle_is_covered_to_near_its_corners_and_ends_with_the_point():
    point = np.array([1.0, -2.0, 0.5])
    logits = logit_triangle(point)
    p = softmax(logits)
    assert (logits[-1] == point).all()
    assert (np.abs(logits) <= REACH).all()
    assert (p.max(axis=0) > 0.99).all()
    assert (p.min(axis=0) < 0.001).all()


@pytest.mark.parametrize("outputs", [1, 3])
def test_a_drawn_prediction_follows_its_seed_and_stays_in_the_picture(outputs):
    drawn = [drawn_logits(seed, outputs) for seed in range(300)]
    assert drawn_logits(5, outputs)[0].tolist() == drawn[5][0].tolist()
    assert {target for _logits, target in drawn} == set(range(max(outputs, 2)))
    assert all(logits.shape == (outputs,) and (np.abs(logits) <= REACH).all() for logits, _target in drawn)
    assert 2.5 < np.std([logits for logits, _target in drawn]) < 3.5
