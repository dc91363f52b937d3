"""Changes of a design: each takes one and returns another; a place that is not there is an error of the caller's.

design = insert_block(design, (2,), Conv())         # before what stands third, or at the end
design = move_block(design, (0,), (2, 1))           # into the residual block that stands third
"""

from collections.abc import Callable
from typing import Literal

from core.networks.design.blocks import AnyBlock, Design, Residual
from core.networks.design.lowering import Place

Direction = Literal["up", "down", "in", "out"]
Blocks = tuple[AnyBlock, ...]


def get_block(design: Design, place: Place) -> AnyBlock | None:
    """The block at a place; None where there is none."""
    blocks: Blocks = design.blocks
    block: AnyBlock | None = None
    for number in place:
        if not 0 <= number < len(blocks):
            return None
        block = blocks[number]
        blocks = block.blocks if isinstance(block, Residual) else ()
    return block


def list_places(design: Design) -> list[Place]:
    """The places of all blocks as they are read: a residual block, then the blocks within it."""
    return _list_places(design.blocks, ())


def insert_block(design: Design, place: Place, block: AnyBlock) -> Design:
    """With the block before what stands at that place; a number past the last is the end."""
    return _change(design, place, lambda blocks, number: (*blocks[:number], block, *blocks[number:]))


def remove_block(design: Design, place: Place) -> Design:
    return _change(design, place, lambda blocks, number: (*blocks[:number], *blocks[number + 1 :]))


def replace_block(design: Design, place: Place, block: AnyBlock) -> Design:
    return _change(design, place, lambda blocks, number: (*blocks[:number], block, *blocks[number + 1 :]))


def copy_block(design: Design, place: Place) -> Design:
    """With the same block once more, behind it."""
    block = get_block(design, place)
    assert block is not None
    return insert_block(design, (*place[:-1], place[-1] + 1), block)


def move_block(design: Design, place: Place, to: Place) -> tuple[Design, Place]:
    """With the block before what stands at `to` now, and where it then is; a block does not go into itself."""
    block = get_block(design, place)
    if block is None or to[: len(place)] == place:
        return design, place
    moved = insert_block(design, to, block)
    return remove_block(moved, _shift(place, to, by=1)), _shift(to, place, by=-1)


def step_block(design: Design, place: Place, direction: Direction) -> tuple[Design, Place]:
    """With the block one step further: up or down over its neighbour, in the residual block before it, or out of one.

    At either end of a residual block, up and down lead out of it too. Where there is no such step nothing changes.
    """
    to = _find_step(design, place, direction)
    return move_block(design, place, to) if to else (design, place)


def _find_step(design: Design, place: Place, direction: Direction) -> Place | None:
    outer, number = place[:-1], place[-1]
    if direction == "in":
        before = get_block(design, (*outer, number - 1))
        return (*outer, number - 1, len(before.blocks)) if isinstance(before, Residual) else None
    if direction == "up" and number > 0:
        return (*outer, number - 1)
    if direction == "down" and get_block(design, (*outer, number + 1)):
        return (*outer, number + 2)
    if not outer:
        return None
    return outer if direction == "up" else (*outer[:-1], outer[-1] + 1)


def _shift(place: Place, changed: Place, *, by: int) -> Place:
    """Where a place is after a block was put in (1) or taken out (-1) at `changed`."""
    depth = len(changed) - 1
    if len(place) <= depth or place[:depth] != changed[:depth]:
        return place
    comes_later = place[depth] >= changed[depth] if by > 0 else place[depth] > changed[depth]
    return (*place[:depth], place[depth] + by, *place[depth + 1 :]) if comes_later else place


def _change(design: Design, place: Place, act: Callable[[Blocks, int], Blocks]) -> Design:
    blocks = _change_within(design.blocks, place, act)
    return Design.model_validate({**dict(design), "blocks": blocks})


def _change_within(blocks: Blocks, place: Place, act: Callable[[Blocks, int], Blocks]) -> Blocks:
    first, rest = place[0], place[1:]
    if not rest:
        return act(blocks, min(first, len(blocks)))
    outer = blocks[first]
    assert isinstance(outer, Residual)
    changed = outer.model_copy(update={"blocks": _change_within(outer.blocks, rest, act)})
    return (*blocks[:first], changed, *blocks[first + 1 :])


def _list_places(blocks: Blocks, before: Place) -> list[Place]:
    places: list[Place] = []
    for number, block in enumerate(blocks):
        place = (*before, number)
        places.append(place)
        if isinstance(block, Residual):
            places += _list_places(block.blocks, place)
    return places
