"""A whole training is its updates, one after another, on the points that are not kept apart."""

import numpy as np
import pytest

from core.concepts.descent.optimizers import Settings
from core.concepts.playground.course import Course, advance, begin, compute_loss, create_network, make_targets
from core.concepts.playground.features import compute_features
from core.concepts.playground.flat import flatten
from core.concepts.playground.outcome import train
from core.concepts.playground.scenes import SCENES, choose_held_out


@pytest.mark.parametrize("share", [0.3, 0.0])
def test_a_training_is_its_updates_on_what_is_not_kept_apart(share):
    points = SCENES["moons"].draw(40, classes=3, noise=0.1, seed=0)
    kept = choose_held_out(40, share)
    network = create_network(
        2, (3,), "tanh", classes=3, loss="crossentropy", initializer="glorot_uniform", seed=0
    )  # fmt: skip
    course = Course("adam", Settings(learning_rate=0.05), batch_size=8)
    outcome = train(points, kept, ("x1", "x2"), network, course, classes=3, updates=12)
    x, y = compute_features(("x1", "x2"), points.places), make_targets(points, 3)
    stage = begin(network)
    for _update in range(12):
        stage = advance(stage, course, x[~kept], y[~kept])
    np.testing.assert_array_equal(flatten(outcome.network), flatten(stage.network))
    assert outcome.updates == 12
    assert outcome.losses[0] == compute_loss(stage.network, x[~kept], y[~kept])
    assert np.isnan(outcome.losses[1]) == (share == 0.0)
