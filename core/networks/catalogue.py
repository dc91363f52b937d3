"""The architectures there are, by name."""

from collections.abc import Callable, Mapping
from functools import partial

from core.networks import application, efficientnet
from core.networks.architecture import Architecture
from core.networks.article import article
from core.networks.backbones import BACKBONES, EMBEDDED, Trainable
from core.networks.compact import compact

ARCHITECTURES: Mapping[str, Callable[[int, int], Architecture]] = {
    "article": article,
    "compact": compact,
    EMBEDDED.name: efficientnet.efficientnet_lite0,
    **{name: partial(application.application, one) for name, one in BACKBONES.items() if one.application},
}


def describe(name: str, image_size: int, classes: int) -> Architecture:
    """The architecture `name` for square pictures of `image_size` pixels and that many classes."""
    return ARCHITECTURES[name](image_size, classes)


def learning(architecture: Architecture, trainable: Trainable) -> Architecture:
    """A pretrained network of which so much learns."""
    if architecture.name == EMBEDDED.name:
        return efficientnet.learning(architecture, trainable)
    return application.learning(architecture, trainable)
