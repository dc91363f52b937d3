"""Tiny networks whose explanations are known: made without Keras."""

import numpy as np
import onnx

from core.backbone.onnx_graph import build_onnx
from core.explain.gradients.network import Network
from core.networks.architecture import Builder
from core.networks.layers import (
    Activation,
    Add,
    BatchNormalization,
    Conv2D,
    DepthwiseConv2D,
    GlobalAveragePooling2D,
    Rescaling,
)

SIZE = 16
FILTERS = 6


def build_residual(classes=3, seed=0):
    """Every kind of layer that our own writer knows: strides, depthwise, normalisation, ReLU6, a shortcut."""
    dice, net = np.random.default_rng(seed), Builder(SIZE)
    net.add("rescale", Rescaling(1 / 128, -1.0))
    net.add("stem", Conv2D(FILTERS, 3, strides=2, padding="same"))
    net.add("norm", BatchNormalization())
    entry = net.add("relu", Activation("relu6"))
    net.add("depthwise", DepthwiseConv2D(3, 1, "same", bias=False))
    branch = net.add("project", Conv2D(FILTERS, 1, padding="same"))
    net.add("add", Add(), after=(branch, entry))
    net.add("down", DepthwiseConv2D(5, 2, "same"))
    net.add("average", GlobalAveragePooling2D())
    units = 1 if classes == 2 else classes
    normal = dice.normal
    weights = {
        "stem": [normal(size=(3, 3, 3, FILTERS)), normal(size=FILTERS)],
        "norm": [
            normal(1, 0.1, FILTERS), normal(size=FILTERS), normal(size=FILTERS), dice.uniform(0.5, 2, FILTERS),
        ],
        "depthwise": [normal(size=(3, 3, FILTERS, 1))],
        "project": [normal(size=(1, 1, FILTERS, FILTERS)), normal(size=FILTERS)],
        "down": [normal(size=(5, 5, FILTERS, 1)), normal(size=FILTERS)],
        "probability": [normal(size=(FILTERS, units)), normal(size=units)],
    }  # fmt: skip
    return build_onnx(net.finish("residual", classes), weights, ["probability"])


def build_spot_detector(size=SIZE):
    """Two classes: the second one's logit is the mean over the picture of how far its red exceeds 200."""
    net = Builder(size)
    net.add("rescale", Rescaling(1 / 255))
    net.add("conv", Conv2D(4, 1))
    net.add("relu", Activation("relu6"))
    net.add("average", GlobalAveragePooling2D())
    kernel = np.zeros((1, 1, 3, 4))
    kernel[0, 0, 0, 0], kernel[0, 0, 1, 1], kernel[0, 0, 2, 2] = 5, 0.1, 0.1
    weights = {
        "conv": [kernel, np.array([-200 / 51, 0, 0, 0])],
        "probability": [np.array([[20.0], [0], [0], [0]]), np.zeros(1)],
    }
    return build_onnx(net.finish("spot", 2), weights, ["probability"])


def spot_picture(top=3, left=10, side=3):
    """Grey with a red spot."""
    picture = np.full((SIZE, SIZE, 3), 127.5, np.float32)
    picture[top : top + side, left : left + side] = (255, 0, 0)
    return picture


def as_network(model: onnx.ModelProto):
    return Network(model)
