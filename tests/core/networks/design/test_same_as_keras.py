"""A page and Keras cannot disagree on a design: shapes, parameters and operations of random ones are Keras's own."""

import keras
import numpy as np
import pytest

from core.networks.architecture import summarize
from core.networks.budget.budget import compute_budget
from core.networks.design.lowering import lower
from core.training.keras.build import build
from tests.designs import draw_design


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(4, 500))])
def test_the_description_of_a_random_design_is_what_keras_builds(seed):
    keras.utils.clear_session(free_memory=False)
    architecture = lower(draw_design(seed), 32, 2 + seed % 2).architecture
    model = build(architecture)
    for row in summarize(architecture):
        layer = model.get_layer(row.name)
        assert tuple(layer.output.shape[1:]) == row.output_shape
        assert sum(int(np.prod(w.shape)) for w in layer.trainable_weights) == row.parameters.trainable
        assert sum(int(np.prod(w.shape)) for w in layer.non_trainable_weights) == row.parameters.frozen
    budget = compute_budget(architecture)
    assert model.count_params() == budget.parameters.trainable + budget.parameters.frozen
    assert budget.activations == sum(int(np.prod(layer.output.shape[1:])) for layer in model.layers[1:])
