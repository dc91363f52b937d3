"""The model of costs finds the prices that times were made of, and tells its error on what it has not seen."""

import numpy as np
import pytest

from core.networks.budget.budget import compute_budget
from core.networks.budget.time_model import CostModel, Measured, describe_memory, describe_work, fit
from core.networks.design.lowering import lower
from core.networks.design.samples import draw_sample

PRICES = np.array([2e-11, 3e-10, 1e-10, 4e-10, 1e-5, 2e-3])  # seconds
BYTES = np.array([20.0, 9.0, 6e8])


def measure(seed, noise=0.0):
    sample = draw_sample(seed)
    budget = compute_budget(lower(sample.design, sample.image_size, 2).architecture)
    jitter = 1 + noise * np.random.default_rng(seed).standard_normal()
    step = float(PRICES @ describe_work(budget, sample.batch_size)) * jitter
    use = float(PRICES @ describe_work(budget, 1)) * jitter
    memory = float(BYTES @ describe_memory(budget, sample.batch_size)) * jitter
    return Measured(budget, sample.batch_size, step, use, memory)


@pytest.fixture(scope="module")
def unseen():
    return [measure(seed) for seed in range(1000, 1010)]


def test_what_was_made_of_prices_is_foretold(unseen):
    model = fit([measure(seed) for seed in range(16)])
    for one in unseen:
        assert model.predict_step_seconds(one.budget, one.batch_size) == pytest.approx(one.step_seconds, rel=0.05)
        assert model.predict_peak_bytes(one.budget, one.batch_size) == pytest.approx(one.peak_bytes, rel=0.05)
    assert model.error_of_memory < 0.01
    assert CostModel.model_validate_json(model.model_dump_json()) == model


def test_the_error_that_is_told_is_that_of_what_was_left_out():
    model = fit([measure(seed, noise=0.15) for seed in range(16)])
    assert 0.05 < model.error_of_step < 0.3


def test_every_sample_fits_its_pictures_and_no_two_are_alike():
    samples = [draw_sample(seed) for seed in range(200)]
    assert all(lower(one.design, one.image_size, 2) for one in samples)
    assert len({one.design.blocks for one in samples}) > 100
