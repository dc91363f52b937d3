"""Published networks have the parameters that their papers' networks have, to the last."""

import pytest

from core.networks.architecture import summarize
from core.networks.budget.budget import compute_budget
from core.networks.catalogue import describe
from core.networks.design.blocks import Design
from core.networks.design.lowering import BlockError, lower
from core.networks.design.starts import STARTS

FIGURES = {  # parameters that learn, and multiply-accumulates without those of biases
    "alexnet": (60_965_224, 724_406_816),
    "vgg16": (138_357_544, 15_470_264_320),
    "resnet50": (25_557_032, 4_089_184_256),
    "mobilenet": (4_231_976, 568_740_352),
}


@pytest.mark.parametrize("name", FIGURES)
def test_parameters_and_operations_are_those_of_the_paper(name):
    start = STARTS[name]
    budget = compute_budget(lower(start.build(), start.image_size, start.classes).architecture)
    assert (budget.parameters.trainable, budget.macs) == FIGURES[name]


@pytest.mark.parametrize("name", ["article", "compact"])
@pytest.mark.parametrize(("size", "classes"), [(96, 2), (61, 3)])
def test_our_own_networks_are_the_same_as_designs(name, size, classes):
    plain, designed = describe(name, size, classes), lower(STARTS[name].build(), size, classes).architecture
    rows = [[(row.kind, row.output_shape, row.parameters) for row in summarize(one)] for one in (plain, designed)]
    assert rows[0] == rows[1]
    assert plain.recipe == designed.recipe


def test_nothing_says_what_to_do():
    with pytest.raises(BlockError, match=r"no blocks\. Add one"):
        lower(Design(), 32, 2)
