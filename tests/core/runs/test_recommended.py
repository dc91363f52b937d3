"""A pretrained network is recommended, for tiny pictures one that learns anew."""

import pytest

from core.data.intake.choices import Choice
from core.runs.recommended import recommend, recommend_size, recommend_view_for


@pytest.mark.parametrize(
    ("images", "side", "drawn", "name"),
    [
        (100, 300, False, "efficientnet_lite2"),
        (50_000, 300, False, "efficientnet_lite0"),
        (100, 96, True, "efficientnet_lite2"),
        (100, 8, False, "article"),
    ],
)
def test_the_better_network_is_for_photos_that_it_is_through_with_soon(images, side, drawn, name):
    assert recommend(Choice("some", 2, images, 7 * images // 10, 15 * images // 100, side, drawn)) == name


@pytest.mark.parametrize(
    ("elongation", "side", "drawn", "architecture", "view"),
    [
        (1.5, 300, False, "efficientnet_lite0", "crop"),
        (20.0, 50, False, "efficientnet_lite0", "stretch"),
        (2.1, 300, False, "efficientnet_lite0", "stretch"),
        (1.0, 300, True, "efficientnet_lite0", "stretch"),
        (1.0, 28, False, "efficientnet_lite0", "stretch"),
        (1.5, 300, False, "compact", "stretch"),
    ],
)
def test_a_crop_is_for_photos_of_usual_shapes_and_a_network_that_knows_crops(
    elongation, side, drawn, architecture, view
):
    assert recommend_view_for(Choice("some", 2, 100, 70, 15, side, drawn, elongation), architecture) == view


@pytest.mark.parametrize(
    ("architecture", "side", "size"),
    [
        ("article", 375, 224),
        ("article", 64, 64),
        ("compact", 375, 96),
        ("design", 375, 96),
        ("compact", 8, 32),
        ("efficientnet_lite0", 375, 224),
        ("efficientnet_lite0", 64, 224),
    ],
)
def test_a_small_network_of_ones_own_takes_small_pictures_and_a_pretrained_one_its_own_size(architecture, side, size):
    assert recommend_size(Choice("some", 2, 100, 70, 15, side, False), architecture) == size
