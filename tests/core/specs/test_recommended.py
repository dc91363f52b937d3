"""For photos the pretrained network is recommended, for drawings and tiny pictures one that learns anew."""

import pytest

from core.data.intake.choices import Choice
from core.specs.recommended import recommend


@pytest.mark.parametrize(
    ("side", "drawn", "name"), [(300, False, "efficientnet_lite0"), (300, True, "article"), (8, False, "article")]
)
def test_what_suits_a_dataset(side, drawn, name):
    assert recommend(Choice("some", 2, 100, 70, 15, side, drawn)) == name
