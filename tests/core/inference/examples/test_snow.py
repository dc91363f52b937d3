"""The biased collection: the recorded features are those of the drawings, and the numbers tell the bias."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from core.backbone.features import compute_features, take_picture_from_bytes
from core.backbone.quick_head import normalize_rows
from core.content.recorded.features.snow import read_snow_features
from core.inference.examples.snow import choose_collection, draw_collected, judge_collection
from core.sketches import LABELS


def test_the_recorded_features_are_those_of_the_drawings():
    asked = [("cat", 3, False), ("cat", 3, True), ("dog", 70, True), ("dog", 71, False)]
    rows = compute_features([take_picture_from_bytes(str(one), draw_collected(*one)) for one in asked])
    unit, stored = normalize_rows(rows), read_snow_features()
    recorded = np.array([stored[LABELS.index(label), number, int(snow)] for label, number, snow in asked])
    apart = ~np.eye(len(asked), dtype=bool)
    assert (recorded @ recorded.T)[apart] == pytest.approx((unit @ unit.T)[apart], abs=0.05)
    assert np.linalg.norm(recorded, axis=1).min() > 0.9  # most of their length is kept


def test_the_collection_has_as_much_snow_as_asked():
    collection = choose_collection(0.9, 20)
    assert sum(snow for label, _number, snow in collection if label == "cat") == 18
    assert sum(snow for label, _number, snow in collection if label == "dog") == 2


def test_a_biased_test_hides_what_a_fair_one_shows():
    fair, biased = judge_collection(0.5, 60), judge_collection(1.0, 60)
    assert fair.fair.accuracy > 0.93
    assert min(right.accuracy for right in fair.groups.values()) > 0.9
    assert biased.alike.accuracy == 1.0
    assert biased.groups["dog", True].right == 0
    assert biased.fair.accuracy < 0.6


def test_groups_add_up():
    judged = judge_collection(0.8, 20)
    assert sum(right.right for right in judged.groups.values()) == judged.fair.right
    assert sum(right.n for right in judged.groups.values()) == judged.fair.n == 160


def test_snow_hides_part_of_the_drawing():
    without, snowy = (np.asarray(Image.open(BytesIO(draw_collected("dog", 5, snow))), int) for snow in (False, True))
    assert snowy.mean() > without.mean()
    assert (snowy == 255).all(axis=-1).mean() > 0.05
