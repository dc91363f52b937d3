"""EfficientNet-Lite: a network that has learned to see from a million photos, and learns two classes in seconds.

Its sizes differ in the channels and repeats of their stages, which `core.networks.backbones` lists.

Source: Tan and Le 2019 (arXiv:1905.11946) for the blocks and their widths; the Lite variant, which drops
squeeze-and-excitation and takes ReLU6 so that small devices can compute it, is TensorFlow's.
"""

from dataclasses import replace
from typing import NamedTuple

from core.networks.architecture import Architecture, Builder
from core.networks.augmentation import Augmentation
from core.networks.backbones import BACKBONES, FEATURES, Backbone, Packaged, Trainable
from core.networks.layers import (
    Activation,
    Add,
    BatchNormalization,
    Conv2D,
    DepthwiseConv2D,
    Dropout,
    GlobalAveragePooling2D,
    Rescaling,
)

RECIPE = Augmentation(flip=True, crop=0.3, contrast=0.1, brightness=0.1)


class Stage(NamedTuple):
    """What blocks in a row share: the first one has the stride, and all widen their channels `expansion` times."""

    kernel: int
    stride: int
    expansion: int


STEM = 32
STAGES = (
    Stage(3, 1, 1),
    Stage(3, 2, 6),
    Stage(5, 2, 6),
    Stage(3, 2, 6),
    Stage(5, 1, 6),
    Stage(5, 2, 6),
    Stage(3, 1, 6),
)


def efficientnet_lite(backbone: Backbone, image_size: int, classes: int) -> Architecture:
    """The network with a new last layer for `classes`, which alone learns."""
    net = Builder(image_size)
    net.add("rescale", Rescaling(1 / 128, -127 / 128))
    _convolve(net, "stem", Conv2D(STEM, 3, strides=2, padding="same", bias=False))
    packaged, before, number = _find_packaged(backbone), STEM, 0
    for stage, filters, repeats in zip(STAGES, packaged.filters, packaged.repeats, strict=True):
        for repeat in range(repeats):
            number += 1
            _block(net, f"block_{number}", stage, before, filters, stride=stage.stride if repeat == 0 else 1)
            before = filters
    _convolve(net, "top", Conv2D(backbone.width, 1, padding="same", bias=False))
    net.add(FEATURES, GlobalAveragePooling2D())
    net.add("dropout", Dropout(0.2))
    return learning(net.finish(backbone.name, classes, RECIPE), "head")


def learning(architecture: Architecture, trainable: Trainable) -> Architecture:
    """The same network, of which the last layer, the last two stages as well, or everything learns.

    Batch normalisation never learns: its statistics come from a million photos, and a few of ours would only blur them.
    """
    names = [node.name for node in architecture.nodes]
    top = _find_packaged(BACKBONES[architecture.name]).top
    start = names.index({"head": "probability", "top": top, "all": "stem_conv"}[trainable])
    nodes = (
        replace(node, trainable=place >= start and not isinstance(node.layer, BatchNormalization))
        for place, node in enumerate(architecture.nodes)
    )
    return replace(architecture, nodes=tuple(nodes))


def _find_packaged(backbone: Backbone) -> Packaged:
    assert backbone.packaged is not None
    return backbone.packaged


def _block(net: Builder, name: str, stage: Stage, before: int, filters: int, stride: int) -> None:
    """Widen, look around channel by channel, narrow again; the way around is taken where the shape allows."""
    entry = net.last
    if stage.expansion > 1:
        _convolve(net, f"{name}_expand", Conv2D(stage.expansion * before, 1, padding="same", bias=False))
    _convolve(net, f"{name}_depthwise", DepthwiseConv2D(stage.kernel, stride, "same", bias=False))
    net.add(f"{name}_project_conv", Conv2D(filters, 1, padding="same", bias=False))
    branch = net.add(f"{name}_project_norm", BatchNormalization())
    if stride == 1 and before == filters:
        net.add(f"{name}_add", Add(), after=(branch, entry))


def _convolve(net: Builder, name: str, layer: Conv2D | DepthwiseConv2D) -> None:
    net.add(f"{name}_conv", layer)
    net.add(f"{name}_norm", BatchNormalization())
    net.add(f"{name}_relu", Activation("relu6"))
