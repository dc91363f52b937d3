"""Classification without training: a class that is a sum of ImageNet's classes gets the sum of their probabilities.

    groups = find_groups(["cat", "dog"])       # 5 and 118 breeds
    zero_shot(rows, groups)                    # (n, 2), of features (n, 1280) of the embedded backbone

The accuracy of these probabilities is the baseline that every training on such a dataset has to beat.
"""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from core.backbone.features import Rows
from core.backbone.head import Head
from core.backbone.onnx_form import PROBABILITY
from core.backbone.weights.imagenet_weights import read_imagenet_weights
from core.content.imagenet_classes import BREEDS, class_numbers
from core.networks.backbones import EMBEDDED, Backbone

ALIASES: Mapping[str, str] = {"cats": "cat", "dogs": "dog", "猫": "cat", "狗": "dog"}


def find_groups(classes: Sequence[str]) -> list[list[int]] | None:
    """The outputs of ImageNet's network that make up each class, by its name; None if one of them has none."""
    found = [_find_group(name) for name in classes]
    return None if None in found else [group for group in found if group is not None]


def _find_group(name: str) -> list[int] | None:
    plain = ALIASES.get(name.strip().lower(), name.strip().lower())
    if plain in BREEDS:
        return list(BREEDS[plain])
    return [class_numbers()[plain]] if plain in class_numbers() else None


def zero_shot(rows: Rows, groups: Sequence[Sequence[int]], backbone: Backbone = EMBEDDED) -> Rows:
    """The sums of each group, as shares of all groups together: probabilities (n, groups).

    Args:
        rows: (n, width) features.
        groups: outputs of the network that make up each class.
        backbone: the packaged one that the features are of.

    """
    each = _read_imagenet_head(backbone).compute_probabilities(rows)
    sums = np.stack([each[:, list(group)].sum(axis=1) for group in groups], axis=1)
    shares: Rows = sums / sums.sum(axis=1, keepdims=True)
    return shares


@cache
def _read_imagenet_head(backbone: Backbone) -> Head:
    kernel, bias = read_imagenet_weights(backbone)[PROBABILITY]
    return Head(np.ascontiguousarray(kernel), bias)
