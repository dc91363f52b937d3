"""The article's CNN, layer by layer as it prints it: 23,907,521 parameters at 224 px with two classes."""

from core.networks.architecture import Architecture, Builder
from core.networks.layers import Conv2D, Dense, Dropout, Flatten, MaxPooling2D, Rescaling


def article(image_size: int, classes: int) -> Architecture:
    net = Builder(image_size)
    net.add("rescale", Rescaling(1 / 255))
    net.add("conv_1", Conv2D(32, 3, activation="relu"))
    net.add("pool_1", MaxPooling2D(2))
    net.add("conv_2", Conv2D(64, 3, activation="relu"))
    net.add("pool_2", MaxPooling2D(2))
    net.add("flatten", Flatten())
    net.add("dense", Dense(128, "relu"))
    net.add("dropout", Dropout(0.5))
    return net.finish("article", classes)
