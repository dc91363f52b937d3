"""What a number is said to see is what changes it: found by changing every pixel in turn."""

import pytest

from core.networks.budget.budget import compute_budget
from core.networks.design.blocks import Conv, Depthwise, Design, Flat, Pool, Residual
from core.networks.design.lowering import lower

SIDE = 24
STACKS = [
    (Conv(filters=1, kernel=3), Conv(filters=1, kernel=5, stride=2)),
    (Conv(filters=1, kernel=4, stride=3, padding="valid"), Pool(size=2, stride=1)),
    (Pool(size=3, stride=2, padding="same"), Depthwise(kernel=3, stride=2), Conv(filters=1, kernel=2)),
    (Conv(filters=1), Residual(blocks=(Conv(filters=1, kernel=3), Conv(filters=1, kernel=3)))),
]


@pytest.mark.parametrize("blocks", STACKS)
def test_the_field_is_what_a_computation_of_reach_finds(blocks):
    budget = compute_budget(lower(Design(blocks=(*blocks, Flat())), SIDE, 2).architecture)
    row = budget.rows[-3]  # before flatten and the output
    for place in range(row.output_shape[0]):
        assert row.field.find_window(place, SIDE) == _find_reach(blocks, place)


def _find_reach(blocks, place):
    """First and behind the last pixel along one side, by pushing sets of pixels through the blocks."""
    reach = [{pixel} for pixel in range(SIDE)]
    for block in blocks:
        reach = _push(block, reach)
    seen = reach[place]
    return min(seen), max(seen) + 1


def _push(block, reach):
    if isinstance(block, Residual):
        inner = reach
        for one in block.blocks:
            inner = _push(one, inner)
        return [before | behind for before, behind in zip(reach, inner, strict=True)]
    kernel = block.size if isinstance(block, Pool) else block.kernel
    length, stride = len(reach), block.stride
    places = -(-length // stride) if block.padding == "same" else -(-(length - kernel + 1) // stride)
    total = max(0, (places - 1) * stride + kernel - length) if block.padding == "same" else 0
    first = -(total // 2)
    windows = [range(max(0, first + p * stride), min(length, first + p * stride + kernel)) for p in range(places)]
    return [set().union(*(reach[pixel] for pixel in window)) for window in windows]


def test_a_gate_of_squeeze_and_excite_sees_everything():
    from core.networks.design.blocks import SqueezeExcite

    budget = compute_budget(lower(Design(blocks=(Conv(filters=2), SqueezeExcite(), Flat())), SIDE, 2).architecture)
    assert budget.rows[0].field.size == 3
    assert next(row for row in budget.rows if row.kind == "Multiply").field.whole


def test_the_most_numbers_alive_are_those_of_a_branch_and_its_shortcut():
    blocks = (Conv(filters=4, kernel=1), Residual(blocks=(Conv(filters=4), Conv(filters=4))), Flat())
    budget = compute_budget(lower(Design(blocks=blocks), 8, 2).architecture)
    one_map = 4 * 8 * 8
    assert budget.count_most_alive() == 3 * one_map  # what came in, the first change, and the second one
    one, two = (budget.count_training_bytes(batch, "float32") for batch in (1, 2))
    assert two - one == 8 * budget.activations
