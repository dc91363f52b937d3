"""Blocks are put in, moved, copied and taken out, within residual blocks too; nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.networks.design.blocks import Activate, Conv, Design, Drop, Flat, Pool, Residual
from core.networks.design.edit import (
    copy_block,
    get_block,
    insert_block,
    list_places,
    move_block,
    remove_block,
    replace_block,
    step_block,
)

INNER = Residual(blocks=(Conv(filters=1), Activate()))
DESIGN = Design(blocks=(Conv(filters=2), INNER, Pool(), Flat(), Drop()))
PLACES = [(0,), (1,), (1, 0), (1, 1), (2,), (3,), (4,)]


def test_places_are_listed_as_they_are_read():
    assert list_places(DESIGN) == PLACES
    assert get_block(DESIGN, (1, 0)) == Conv(filters=1)
    assert get_block(DESIGN, (1, 5)) is get_block(DESIGN, (0, 0)) is None


def test_a_block_is_put_in_copied_replaced_and_taken_out():
    assert insert_block(DESIGN, (1, 1), Drop()).blocks[1].blocks == (Conv(filters=1), Drop(), Activate())
    assert insert_block(DESIGN, (99,), Flat()).blocks[-1] == Flat()
    assert copy_block(DESIGN, (1,)).blocks[1:3] == (INNER, INNER)
    assert replace_block(DESIGN, (1, 0), Pool()).blocks[1].blocks[0] == Pool()
    assert remove_block(DESIGN, (1, 0)).blocks[1].blocks == (Activate(),)


@pytest.mark.parametrize(
    ("place", "to", "then"),
    [
        ((0,), (2,), (1,)),
        ((4,), (0,), (0,)),
        ((0,), (1, 1), (0, 1)),
        ((1, 0), (0,), (0,)),
        ((1, 0), (3,), (3,)),
        ((1, 0), (1, 2), (1, 1)),
        ((1,), (1, 1), (1,)),
    ],
)
def test_a_moved_block_is_where_it_was_put(place, to, then):
    moved, now = move_block(DESIGN, place, to)
    assert now == then
    assert get_block(moved, now) == get_block(DESIGN, place)


@pytest.mark.parametrize(
    ("place", "direction", "then"),
    [
        ((0,), "up", (0,)), ((0,), "down", (1,)), ((2,), "up", (1,)), ((4,), "down", (4,)), ((2,), "in", (1, 2)),
        ((3,), "in", (3,)), ((1, 0), "up", (1,)), ((1, 1), "down", (2,)), ((1, 0), "out", (2,)), ((0,), "out", (0,)),
        ((1, 0), "down", (1, 1)), ((0,), "in", (0,)),
    ],
)  # fmt: skip
def test_a_step_goes_over_a_neighbour_into_a_residual_block_or_out_of_one(place, direction, then):
    stepped, now = step_block(DESIGN, place, direction)
    assert now == then
    assert get_block(stepped, now) == get_block(DESIGN, place)


@given(st.sampled_from(PLACES), st.sampled_from([*PLACES, (5,), (1, 2)]))
def test_a_move_loses_nothing_and_adds_nothing(place, to):
    moved, now = move_block(DESIGN, place, to)
    assert get_block(moved, now) == get_block(DESIGN, place)
    assert _leaves(moved) == _leaves(DESIGN)


def _leaves(design):
    found = [get_block(design, place) for place in list_places(design)]
    return sorted(repr(block) for block in found if not isinstance(block, Residual))
