"""What does not fit is said of the block that it is, with what to do; random designs are what Keras builds."""

import pytest

from core.networks.architecture import summarize
from core.networks.augmentation import Augmentation
from core.networks.design.blocks import (
    Augment,
    Backbone,
    BlockError,
    Conv,
    Design,
    Flat,
    FullyConnected,
    GlobalPool,
    Pool,
    Rescale,
    Residual,
)
from core.networks.design.lowering import lower, lower_as_far
from tests.designs import draw_design

WRONG = [
    ((Conv(kernel=9, padding="valid"), Flat()), (0,), "window of 9 does not fit into a map of 8 × 8 × 3. Set its pad"),
    ((Pool(size=3), Pool(size=3), Pool(size=3), Flat()), (2,), "window of 3 does not fit into a map of 1 × 1 × 3"),
    ((Flat(), Conv()), (1,), "Convolution takes maps, and what reaches it is a list of 192 numbers. Move it"),
    ((Conv(), FullyConnected()), (1,), "Fully connected takes a list of numbers.*8 × 8 × 32. Put Flatten"),
    ((Conv(),), (1,), "ends with 8 × 8 × 32.*Put Global pooling or Flatten"),
    ((Conv(filters=6), Conv(filters=8, groups=4), Flat()), (1,), "6 maps and 8 filters cannot be shared among 4"),
    ((Residual(), Flat()), (0,), "empty. Put a convolution into it"),
    ((Conv(), Residual(blocks=(Conv(), Pool(size=9))), Flat()), (1, 1), "window of 9"),
    ((Conv(), Residual(blocks=(Conv(padding="valid"),)), Flat()), (1,), "6 × 6 × 32, cannot be added.*8 × 8 × 32"),
    ((Flat(), Residual(blocks=(FullyConnected(units=7),))), (1,), "Give the last block in it 192 units"),
    ((Rescale(), Augment(recipe=Augmentation(flip=True)), Flat()), (1,), "Augmentation sees the picture itself"),
    ((Rescale(), Backbone()), (1,), "Move it to the top"),
    ((Backbone(),), (0,), "EfficientNet-Lite0 takes pictures of 224 px, and these have 8. Set the image size to 224"),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "place", "text"), WRONG)
def test_what_does_not_fit_is_said_at_its_block(blocks, place, text):
    with pytest.raises(BlockError, match=text) as raised:
        lower(Design(blocks=blocks), 8, 2)
    assert raised.value.place == place


def test_what_fits_before_the_problem_is_there_all_the_same():
    lowered = lower_as_far(Design(blocks=(Rescale(), Conv(filters=5), FullyConnected(), Flat())), 8, 2)
    assert [row.output_shape for row in summarize(lowered.architecture)] == [(8, 8, 3), (8, 8, 5)]
    assert lowered.problem
    assert lowered.problem.place == (2,)


def test_residual_blocks_are_not_nested_without_end():
    inner = Residual(blocks=(Conv(filters=3),))
    for _ in range(4):
        inner = Residual(blocks=(inner,))
    with pytest.raises(BlockError, match="5 deep"):
        lower(Design(blocks=(inner, Flat())), 8, 2)


def test_a_shortcut_that_changes_shape_is_a_convolution_with_the_branch_s_stride():
    branch = (Conv(filters=6, stride=2), Conv(filters=6, stride=2))
    nodes = lower(Design(blocks=(Residual(blocks=branch), GlobalPool())), 32, 2).architecture.nodes
    (shortcut,) = [node.layer for node in nodes if node.name == "shortcut_conv_1"]
    assert (shortcut.filters, shortcut.kernel, shortcut.strides) == (6, 1, 4)


@pytest.mark.parametrize("seed", range(20))
def test_every_layer_of_a_random_design_has_a_block_and_every_name_is_new(seed):
    lowered = lower(draw_design(seed), 32, 3)
    names = [node.name for node in lowered.architecture.nodes]
    assert len(set(names)) == len(names)
    assert set(lowered.places) == set(names)
