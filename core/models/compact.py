"""A small residual network that learns from few pictures: it augments them, normalises, and averages over the image.

Residual blocks after He et al. 2015 (arXiv:1512.03385), one a stage, each stage half as large and twice as wide.
"""

from core.models.architecture import Architecture, Builder
from core.models.layers import (
    Activation,
    Add,
    BatchNormalization,
    Conv2D,
    Dropout,
    GlobalAveragePooling2D,
    RandomBrightness,
    RandomContrast,
    RandomFlip,
    RandomTranslation,
    RandomZoom,
    Rescaling,
)

WIDTHS = (24, 48, 96, 192)


def compact(image_size: int, classes: int) -> Architecture:
    net = Builder(image_size)
    _augment(net)
    net.add("rescale", Rescaling(1 / 127.5, -1.0))
    _convolve(net, "stem", WIDTHS[0], strides=2)  # halves the picture at once: full size would cost a third more time
    for stage, width in enumerate(WIDTHS, start=1):
        _residual_block(net, f"stage_{stage}", width, strides=1 if stage == 1 else 2)
    net.add("average", GlobalAveragePooling2D())
    net.add("dropout", Dropout(0.2))
    return net.finish("compact", classes)


def _augment(net: Builder) -> None:
    """Changes that leave a picture's class as it is; only in training."""
    net.add("flip", RandomFlip())
    net.add("zoom", RandomZoom(0.25))
    net.add("shift", RandomTranslation(0.1))
    net.add("contrast", RandomContrast(0.2))
    net.add("brightness", RandomBrightness(0.15))


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
