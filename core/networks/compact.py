"""A small residual network that learns from few pictures: it normalises, averages, and likes them augmented.

Residual blocks after He et al. 2015 (arXiv:1512.03385), one a stage, each stage half as large and twice as wide.
"""

from core.networks.architecture import Architecture, Builder
from core.networks.augmentation import Augmentation
from core.networks.layers import (
    Activation,
    Add,
    BatchNormalization,
    Conv2D,
    Dropout,
    GlobalAveragePooling2D,
    MaxPooling2D,
    Rescaling,
)

WIDTHS = (24, 48, 96, 192)
RECIPE = Augmentation(flip=True, crop=0.5, shift=0.05, contrast=0.2, brightness=0.15, colour=0.1, smaller=0.2)


def compact(image_size: int, classes: int) -> Architecture:
    net = Builder(image_size)
    net.add("rescale", Rescaling(1 / 127.5, -1.0))
    net.add("stem_conv", Conv2D(WIDTHS[0], 3, padding="same", bias=False))
    net.add("stem_pool", MaxPooling2D(2))  # before the rest, which then has a quarter of the numbers to go through
    net.add("stem_norm", BatchNormalization())
    net.add("stem_relu", Activation("relu"))
    for stage, width in enumerate(WIDTHS, start=1):
        _residual_block(net, f"stage_{stage}", width, strides=1 if stage == 1 else 2)
    net.add("average", GlobalAveragePooling2D())
    net.add("dropout", Dropout(0.2))
    return net.finish("compact", classes, RECIPE)


def _residual_block(net: Builder, name: str, width: int, strides: int) -> None:
    entry = net.last
    _convolve(net, f"{name}_a", width, strides)
    net.add(f"{name}_b_conv", Conv2D(width, 3, padding="same", bias=False))
    branch = net.add(f"{name}_b_norm", BatchNormalization())
    if strides > 1:
        net.add(f"{name}_shortcut_conv", Conv2D(width, 1, strides, "same", bias=False), after=entry)
        entry = net.add(f"{name}_shortcut_norm", BatchNormalization())
    net.add(f"{name}_add", Add(), after=(branch, entry))
    net.add(f"{name}_relu", Activation("relu"))


def _convolve(net: Builder, name: str, width: int, strides: int) -> None:
    net.add(f"{name}_conv", Conv2D(width, 3, strides, "same", bias=False))
    net.add(f"{name}_norm", BatchNormalization())
    net.add(f"{name}_relu", Activation("relu"))
