"""The architectures there are, by name."""

from collections.abc import Callable, Mapping
from functools import partial

from core.i18n import N_, _
from core.networks import application, efficientnet
from core.networks.architecture import Architecture
from core.networks.article_network import article
from core.networks.backbones import BACKBONES, Trainable
from core.networks.compact import compact

ARCHITECTURES: Mapping[str, Callable[[int, int], Architecture]] = {
    "article": article,
    "compact": compact,
    **{
        name: partial(efficientnet.efficientnet_lite if one.packaged else application.application, one)
        for name, one in BACKBONES.items()
    },
}

TITLES: Mapping[str, str] = {
    "article": N_("The article's CNN"),
    "compact": N_("Small residual network"),
    **{one.name: one.title for one in BACKBONES.values()},
    "design": N_("A design of your own"),
}


def translate_title(name: str) -> str:
    """What people call the architecture, in their language; scripts call it by its name."""
    return _(TITLES.get(name, name))


def describe(name: str, image_size: int, classes: int) -> Architecture:
    """The architecture `name` for square pictures of `image_size` pixels and that many classes."""
    return ARCHITECTURES[name](image_size, classes)


def learning(architecture: Architecture, trainable: Trainable) -> Architecture:
    """A pretrained network of which so much learns."""
    if BACKBONES[architecture.name].packaged:
        return efficientnet.learning(architecture, trainable)
    return application.learning(architecture, trainable)
