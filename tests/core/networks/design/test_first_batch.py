"""What the numbers of a first batch are said to mean."""

import math

import pytest

from core.networks.design.first_batch import FirstBatch, LayerNumbers, advise


def layer(name, spread=1.0, dead=None, gradient=None):
    return LayerNumbers(name=name, kind="Conv2D", spread=spread, dead=dead, gradient=gradient)


SOUND = [
    layer("rescale"),
    layer("conv_1", dead=0.1, gradient=1.0),
    layer("dense", gradient=0.5),
    layer("probability", gradient=1),
]
LOSSES = (0.7, 0.3, 0.01)


def look(layers, losses=LOSSES):
    return [
        str(said) for said in advise(FirstBatch(layers=tuple(layers), losses=losses, pictures=10, step_seconds=0.01))
    ]


def test_a_sound_network_is_said_to_be_sound_and_to_learn():
    first, second = look(SOUND)
    assert first.startswith("Nothing unusual")
    assert second == "It learned 10 pictures by heart: the loss fell from 0.7 to 0.01 in 3 steps."


@pytest.mark.parametrize(
    ("place", "changed", "said"),
    [
        (0, layer("conv_0", spread=70, gradient=1.0), "The first layer sees pixels from 0 to 255"),
        (0, layer("image", spread=70), "The first layer sees pixels from 0 to 255"),
        (2, layer("dense", spread=200.0, gradient=1.0), "The numbers behind dense are 2e+02 times as widely spread"),
        (2, layer("dense", spread=1e-4, gradient=1.0), "The numbers behind dense have nearly no spread left (0.0001"),
        (2, layer("dense", spread=math.nan, gradient=1.0), "The numbers behind dense are not finite"),
        (1, layer("conv_1", dead=0.8, gradient=1.0), "80% of the units of conv_1 are 0 for every picture"),
        (1, layer("conv_1", gradient=1e-6), "The gradient that reaches conv_1 is a 1e+06th of the largest"),
    ],
)
def test_what_is_unusual_is_said_of_its_layer_with_what_to_try(place, changed, said):
    found = look([*SOUND[:place], changed, *SOUND[place + 1 :]])
    assert any(one.startswith(said) for one in found)
    assert not any(one.startswith("Nothing unusual") for one in found)


@pytest.mark.parametrize("losses", [(0.7, 0.69), (0.7, math.nan)])
def test_what_is_not_learned_by_heart_is_told(losses):
    assert "did not learn 10 pictures by heart" in look(SOUND, losses)[-1]
