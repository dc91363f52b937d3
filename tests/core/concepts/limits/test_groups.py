"""The groups of a biased collection: counted one by one, and the snow where it was asked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.concepts.limits.groups import judge, mark_snow


def test_the_first_class_has_the_share_in_snow_and_the_second_the_rest():
    assert mark_snow(0.9, 20).sum(axis=1).tolist() == [18, 2]


@given(seed=st.integers(0, 99), share=st.sampled_from([0.5, 0.7, 1.0]))
def test_every_answer_is_counted_once(seed, share):
    rng = np.random.default_rng(seed)
    coordinates, weights, biases = rng.normal(size=(2, 10, 2, 3)), rng.normal(size=(2, 3)), rng.normal(size=2)
    outcome, alike = judge(coordinates, weights, biases, share), 0
    for label in (0, 1):
        for snow in (0, 1):
            said = [int(np.argmax(weights @ one + biases)) for one in coordinates[label, :, snow]]
            assert outcome.groups[label, snow] == said.count(label)
            snowy = round((share if label == 0 else 1 - share) * 10)
            alike += (said[:snowy] if snow else said[snowy:]).count(label)
    assert outcome.alike == alike
    assert outcome.fair == outcome.groups.sum()
    assert outcome.drawings == 10


def test_a_head_that_looks_at_the_snow_alone_is_right_on_a_test_like_its_training():
    coordinates = np.zeros((2, 10, 2, 1))
    coordinates[:, :, 1] = 1.0
    outcome = judge(coordinates, np.array([[1.0], [0.0]]), np.array([0.0, 0.5]), share=1.0)
    assert (outcome.alike, outcome.fair) == (20, 20)
    assert outcome.groups.tolist() == pytest.approx(np.array([[0, 10], [10, 0]]))
