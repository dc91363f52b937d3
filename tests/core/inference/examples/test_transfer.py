"""The formula's numbers are the head's own, and the picture is one that it has not learned."""

import numpy as np
import pytest

from core.backbone.features import compute_features, take_picture_from_bytes
from core.backbone.quick_head import normalize_rows
from core.content.recorded.features.transfer import LEARNED, read_transfer_features
from core.inference.examples.transfer import KINDS, compute_example, draw_sketch, encode_digit


@pytest.mark.parametrize("kind", KINDS)
def test_parts_rest_and_bias_make_the_logit_and_the_logit_the_probability(kind):
    traced = compute_example(kind, seed=1)
    assert traced.logit == pytest.approx(sum(part.product for part in traced.parts) + traced.rest + traced.bias)
    assert traced.probability == pytest.approx(1 / (1 + np.exp(-traced.logit)))
    assert traced.true == traced.classes[1]
    sizes = [abs(part.product) for part in traced.parts]
    assert sizes == sorted(sizes, reverse=True)


def test_the_recorded_features_are_those_of_the_pictures():
    recorded = read_transfer_features()
    drawn = [draw_sketch("cat", 0), draw_sketch("dog", 3)]
    written = [encode_digit(recorded.pictures[0, 2]), encode_digit(recorded.pictures[1, 9])]
    pictures = [take_picture_from_bytes(str(place), data) for place, data in enumerate([*drawn, *written])]
    rows = normalize_rows(compute_features(pictures))
    kept = [recorded.sketches[0], recorded.sketches[LEARNED + 3], recorded.digits[2], recorded.digits[LEARNED + 9]]
    np.testing.assert_allclose(rows, kept, atol=2e-3)


def test_the_head_knows_unseen_digits_and_the_seed_chooses_them():
    several = [compute_example("digits", seed) for seed in range(6)]
    assert [one.probability > 0.5 for one in several] == [one.true == "1" for one in several]
    assert len({one.picture for one in several}) == 6
    assert compute_example("digits", 3) == several[3]
