"""The architectures there are, by name."""

from collections.abc import Callable, Mapping

from core.models.architecture import Architecture
from core.models.article import article
from core.models.compact import compact
from core.models.efficientnet import efficientnet_lite0

ARCHITECTURES: Mapping[str, Callable[[int, int], Architecture]] = {
    "article": article,
    "compact": compact,
    "efficientnet_lite0": efficientnet_lite0,
}


def describe(name: str, image_size: int, classes: int) -> Architecture:
    """The architecture `name` for square pictures of `image_size` pixels and that many classes."""
    return ARCHITECTURES[name](image_size, classes)
