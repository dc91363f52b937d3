"""The drawing of a design is well-formed and has every layer, and every sum has its line around the side."""

from xml.etree import ElementTree

import pytest

from core.export.design.drawing import draw_network
from core.networks.budget.budget import compute_budget
from core.networks.design.lowering import lower
from core.networks.design.starts import STARTS
from tests.designs import draw_design

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("design", [STARTS["compact"].build(), *(draw_design(seed) for seed in range(4))])
def test_every_layer_is_drawn(design):
    budget = compute_budget(lower(design, 32, 2).architecture)
    root = ElementTree.fromstring(draw_network(budget, "a < b"))
    assert root.find(f"{SVG}title").text == "a < b"
    assert len(root.findall(f"{SVG}rect")) == len(budget.rows) + 2
    around = [path for path in root.findall(f"{SVG}path") if path.get("stroke") == "#ee6677"]
    order = ["image", *(row.name for row in budget.rows)]
    jumps = [name for place, row in enumerate(budget.rows) for name in row.inputs if name != order[place]]
    assert len(around) == len(jumps)
