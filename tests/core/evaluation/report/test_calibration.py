"""Temperature: fitted on some pictures, it makes a model that is too sure say what it knows on others."""

import numpy as np
import pytest
from sklearn.metrics import log_loss

from core.evaluation.report.calibration import (
    compute_ece,
    compute_losses,
    compute_reliability,
    fit_temperature,
)
from core.evaluation.report.metrics import compute_report
from core.inference.decision import DecisionRule

TOO_SURE = 3.0


def draw(n, classes=3, seed=0):
    """Labels drawn from the true probabilities, and what a model says that is three times too sure of them."""
    dice = np.random.default_rng(seed)
    logits = dice.normal(size=(n, classes)) * 1.5
    true = softmax(logits)
    labels = np.array([dice.choice(classes, p=row) for row in true])
    return labels, softmax(logits * TOO_SURE).astype(np.float32)


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("classes", [2, 3])
def test_the_temperature_that_spoilt_a_model_is_found_and_mends_others(classes):
    labels, said = draw(4_000, classes)
    temperature = fit_temperature(said, labels)
    assert temperature == pytest.approx(TOO_SURE, rel=0.12)
    labels, said = draw(4_000, classes, seed=1)
    mended = DecisionRule(temperature=temperature).calibrate(said)
    assert log_loss(labels, mended) < log_loss(labels, said) - 0.1
    assert compute_ece(compute_reliability(mended, labels)) < 0.03 < compute_ece(compute_reliability(said, labels))
    assert (mended.argmax(axis=1) == said.argmax(axis=1)).all()


@pytest.mark.parametrize("classes", [2, 40])
def test_no_temperature_nearby_has_a_lower_loss_by_the_rule_that_applies_it(classes):
    labels, said = draw(800, classes)
    said[:3] = np.eye(classes, dtype=np.float32)[(labels[:3] + 1) % classes]  # certain and wrong
    fitted = fit_temperature(said, labels)
    losses = [
        compute_losses(DecisionRule(temperature=fitted * near).calibrate(said), labels).mean()
        for near in (0.97, 1, 1.03)
    ]
    assert min(losses) == losses[1]


def test_losses_are_scikit_learns_even_where_a_model_is_certain_and_wrong():
    labels, said = np.array([0, 1, 1]), np.array([[1, 0], [1, 0], [0.25, 0.75]], np.float32)
    assert compute_losses(said, labels).mean() == pytest.approx(log_loss(labels, said), rel=1e-6)


def test_bins_hold_every_picture_once_with_what_is_right_in_them():
    labels, said = draw(500)
    bins = compute_reliability(said, labels)
    assert sum(one.n for one in bins) == 500
    assert sum(one.right for one in bins) == (said.argmax(axis=1) == labels).sum()
    assert all(one.low <= one.confidence <= one.high for one in bins)


def test_pictures_that_are_all_right_tell_no_temperature():
    labels = np.array([0, 1] * 30)
    said = np.where(np.eye(2)[labels] == 1, 0.9, 0.1).astype(np.float32)
    assert compute_report(("cat", "dog"), labels, said, said.argmax(axis=1)).usable_temperature is None
    said[0] = 0.4, 0.6
    found = compute_report(("cat", "dog"), labels, said, said.argmax(axis=1)).usable_temperature
    assert 0.05 < found < 1
