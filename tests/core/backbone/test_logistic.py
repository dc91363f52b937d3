"""Logistic regression is scikit-learn's, step by step."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from core.backbone.logistic import fit_logistic


def cloud(classes, per_class=20, width=30, apart=0.5):
    dice = np.random.default_rng(classes)
    labels = np.repeat(np.arange(classes), per_class)
    return dice.normal(size=(len(labels), width)) + apart * dice.normal(size=(classes, width))[labels], labels


def probabilities(rows, weights, biases):
    powers = np.exp(rows @ weights.T + biases)
    return powers / powers.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("classes", [2, 3, 8])
@pytest.mark.parametrize("strength", [0.01, 1.0, 100.0])
def test_the_fit_is_that_of_scikit_learn(classes, strength):
    rows, labels = cloud(classes)
    found = probabilities(rows, *fit_logistic(rows, labels, strength, most_steps=1000))
    expected = LogisticRegression(C=strength, max_iter=1000).fit(rows, labels).predict_proba(rows)
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_of_two_classes_the_first_has_no_weights():
    weights, biases = fit_logistic(*cloud(2), strength=1.0, most_steps=100)
    assert (weights.shape, biases.shape) == ((2, 30), (2,))
    assert not weights[0].any()
    assert biases[0] == 0


def test_a_class_with_more_pictures_is_likelier_where_nothing_else_tells_them_apart():
    labels = np.repeat([0, 1, 2], [10, 30, 60])
    _, biases = fit_logistic(np.zeros((100, 3)), labels, strength=1.0, most_steps=1000)
    np.testing.assert_allclose(probabilities(np.zeros((1, 3)), np.zeros((3, 3)), biases), [[0.1, 0.3, 0.6]], atol=1e-3)


def test_logits_of_any_size_lead_to_finite_weights():
    rows, labels = cloud(2, apart=5)
    for classes in (labels, np.arange(len(labels)) % 3):
        weights, biases = fit_logistic(1e4 * rows, classes, strength=1e6, most_steps=300)
        assert np.isfinite(weights).all()
        assert np.isfinite(biases).all()
