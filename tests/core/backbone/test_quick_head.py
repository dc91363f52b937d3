"""The quick head: the same as scikit-learn's in all dimensions, honest about what it has not seen, and fast."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from core.backbone.quick_head import (
    MOST_STEPS,
    STRENGTH,
    Subspace,
    draw_stratified_folds,
    fit,
    leave_one_out_folds,
    normalize_rows,
    predict_out_of_fold,
)
from core.cancel import Cancelled, CancelWhen

WIDTH = 200


def cloud(per_class, classes, seed=0, apart=0.35):
    """Features that look like a backbone's: positive, and a little different for each class."""
    dice = np.random.default_rng(seed)
    centres = dice.uniform(0, 1, (classes, WIDTH))
    labels = np.repeat(np.arange(classes), per_class)
    return np.maximum(0, apart * centres[labels] + dice.normal(0, 0.3, (len(labels), WIDTH))), labels


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("per_class", [4, 120])
def test_the_head_in_the_span_is_the_head_in_all_dimensions(classes, per_class):
    rows, labels = cloud(per_class, classes)
    new, _ = cloud(10, classes, seed=1)
    subspace = Subspace.spanned_by(rows)
    assert subspace.coordinates.shape[1] == min(len(rows), WIDTH)
    head = fit(subspace.coordinates, labels, classes)
    whole = LogisticRegression(C=STRENGTH, max_iter=MOST_STEPS).fit(normalize_rows(rows), labels)
    np.testing.assert_allclose(
        head.compute_probabilities(subspace.project(new)), whole.predict_proba(normalize_rows(new)), atol=2e-3
    )


def test_a_class_without_pictures_gets_no_probability():
    rows, labels = cloud(5, 2)
    subspace = Subspace.spanned_by(rows)
    said = fit(subspace.coordinates, labels * 2, classes=3).compute_probabilities(subspace.coordinates)
    assert (said[:, 1] == 0).all()
    np.testing.assert_allclose(said.sum(axis=1), 1)
    alone = fit(subspace.coordinates, np.zeros_like(labels), classes=2).compute_probabilities(subspace.coordinates)
    np.testing.assert_array_equal(alone, [[1, 0]] * len(rows))


def test_the_brightness_of_features_does_not_matter():
    rows, labels = cloud(5, 2)
    subspace = Subspace.spanned_by(rows)
    head = fit(subspace.coordinates, labels, 2)
    np.testing.assert_allclose(subspace.project(7 * rows), subspace.project(rows), atol=1e-12)
    np.testing.assert_allclose(normalize_rows(np.zeros((1, 3))), 0)
    assert head.logits(subspace.coordinates).argmax(axis=1).tolist() == labels.tolist()


def test_no_picture_is_judged_by_a_head_that_learned_it():
    rows, labels = cloud(12, 2, apart=0.0)  # nothing to learn: whoever had seen the picture would still know it
    subspace = Subspace.spanned_by(rows)
    assert (fit(subspace.coordinates, labels, 2).logits(subspace.coordinates).argmax(axis=1) == labels).all()
    said = predict_out_of_fold(rows, labels, 2, leave_one_out_folds(labels))
    assert (said.argmax(axis=1) == labels).mean() < 0.75
    by_hand = fit(subspace.coordinates[1:], labels[1:], 2).compute_probabilities(subspace.coordinates[:1])
    np.testing.assert_allclose(said[:1], by_hand)


def test_folds_spread_every_class_evenly_and_follow_the_seed():
    labels = np.array([0] * 23 + [1] * 7 + [2] * 3)
    folds = draw_stratified_folds(labels, 5, seed=1)
    for label in range(3):
        counts = np.bincount(folds[labels == label], minlength=5)
        assert counts.max() - counts.min() <= 1
    np.testing.assert_array_equal(folds, draw_stratified_folds(labels, 5, seed=1))
    assert (folds != draw_stratified_folds(labels, 5, seed=2)).any()


def test_folds_tell_their_progress_and_can_be_stopped():
    rows, labels = cloud(5, 2)
    told = []
    predict_out_of_fold(rows, labels, 2, draw_stratified_folds(labels, 5, 0), progress=lambda *step: told.append(step))
    assert told == [(done, 5) for done in range(1, 6)]
    with pytest.raises(Cancelled):
        predict_out_of_fold(rows, labels, 2, leave_one_out_folds(labels), cancel=CancelWhen(lambda: True))
