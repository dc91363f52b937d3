"""Where the channels of a tensor are, through transpositions and the reshapes that an exporter puts in their place."""

import numpy as np
import pytest
from onnx import helper

from core.explain.gradients.axes import find_channels_last, turns_axes

SHAPES = {
    "image": (1, 8, 8, 3), "mean": (1, 1, 1, 3), "turned": (1, 3, 1, 1), "gate": (1, 5, 1, 1), "back": (1, 1, 1, 5),
    "row": (1, 5), "grey": (1, 1, 8, 6), "grey_last": (1, 8, 6, 1), "few": (1, 2, 6, 4), "mixed": (1, 6, 4, 2),
}  # fmt: skip


def reshape(source, target):
    return helper.make_node("Reshape", [source, "shape"], [target])


def test_a_convolution_after_squeezing_reads_its_channels_first():
    nodes = [
        helper.make_node("ReduceMean", ["image"], ["mean"], axes=[1, 2]),
        reshape("mean", "turned"),
        helper.make_node("Conv", ["turned", "kernel"], ["gate"]),
        reshape("gate", "back"),
    ]
    assert find_channels_last(nodes, "image", SHAPES) == {"image", "mean", "back"}
    assert [turns_axes(node, SHAPES) for node in nodes] == [False, True, False, True]


def test_a_window_knows_its_axes_whatever_it_reads():
    nodes = [helper.make_node("Conv", ["image", "kernel"], ["gate"])]
    assert find_channels_last(nodes, "image", SHAPES) == {"image"}


@pytest.mark.parametrize(
    ("source", "target", "turns"), [("grey", "grey_last", True), ("few", "mixed", False), ("back", "row", False)]
)
def test_only_a_reshape_that_moves_no_value_turns_axes(source, target, turns):
    assert turns_axes(reshape(source, target), SHAPES) == turns
    moved = np.arange(np.prod(SHAPES[source])).reshape(SHAPES[source])
    is_same = moved.ndim == len(SHAPES[target]) and (
        moved.transpose(0, 2, 3, 1).shape == SHAPES[target]
        and (moved.transpose(0, 2, 3, 1) == moved.reshape(SHAPES[target])).all()
    )
    assert is_same == turns
