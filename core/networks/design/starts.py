"""Designs to start from: the two networks that this program brings, and published ones as their papers print them.

Parameters of the published ones, to the last: AlexNet 60,965,224 (two groups, 227 px; Krizhevsky et al. 2012), VGG-16
138,357,544 (Simonyan and Zisserman 2014, arXiv:1409.1556), ResNet-50 25,557,032 that learn (He et al. 2015,
arXiv:1512.03385), MobileNet 4,231,976 that learn (Howard et al. 2017, arXiv:1704.04861); of each with 1,000 classes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.i18n import N_
from core.networks import compact
from core.networks.design.blocks import (
    Activate,
    AnyBlock,
    Augment,
    Conv,
    Depthwise,
    Design,
    Drop,
    Flat,
    FullyConnected,
    GlobalPool,
    Normalise,
    Pool,
    Rescale,
    Residual,
)

IMAGENET_CLASSES = 1000
MOBILENET_STAGES = (
    (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *[(512, 1)] * 5, (1024, 2), (1024, 1),
)  # filters and stride  # fmt: skip
ALEXNET_SIZE, PUBLISHED_SIZE = 227, 224


@dataclass(frozen=True)
class Start:
    """A design to start from; a published one also has the size and the classes that its figures are for."""

    title: str
    build: Callable[[], Design]
    image_size: int | None = None
    classes: int | None = None


def _build_article() -> Design:
    return Design(
        name="article",
        blocks=(
            Rescale(to="0..1"),
            Conv(filters=32, padding="valid"), Pool(),
            Conv(filters=64, padding="valid"), Pool(),
            Flat(), FullyConnected(units=128), Drop(rate=0.5),
        ),
    )  # fmt: skip


def _build_compact() -> Design:
    first = compact.WIDTHS[0]
    stem = (Rescale(), _build_plain(first), Pool(), Normalise(), Activate())
    stages: list[AnyBlock] = []
    for number, width in enumerate(compact.WIDTHS):
        branch = (*_build_normalised(width, stride=1 if number == 0 else 2), _build_plain(width), Normalise())
        stages += [Residual(blocks=branch), Activate()]
    return Design(name="compact", blocks=(Augment(recipe=compact.RECIPE), *stem, *stages, GlobalPool(), Drop(rate=0.2)))


def _build_alexnet() -> Design:
    return Design(
        name="alexnet",
        blocks=(
            Rescale(to="0..1"),
            Conv(filters=96, kernel=11, stride=4, padding="valid"), Pool(size=3),
            Conv(filters=256, kernel=5, groups=2), Pool(size=3),
            Conv(filters=384),
            Conv(filters=384, groups=2),
            Conv(filters=256, groups=2), Pool(size=3),
            Flat(),
            FullyConnected(units=4096), Drop(), FullyConnected(units=4096), Drop(),
        ),
    )  # fmt: skip


def _build_vgg() -> Design:
    maps: list[AnyBlock] = []
    for filters, repeats in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        maps += [*(Conv(filters=filters) for _ in range(repeats)), Pool()]
    top = (Flat(), FullyConnected(units=4096), Drop(), FullyConnected(units=4096), Drop())
    return Design(name="vgg16", blocks=(Rescale(to="0..1"), *maps, *top))


def _build_resnet() -> Design:
    stem = (Rescale(), _build_plain(64, kernel=7, stride=2), Normalise(), Activate(), Pool(size=3, padding="same"))
    stages: list[AnyBlock] = []
    for stage, (width, repeats) in enumerate(((64, 3), (128, 4), (256, 6), (512, 3))):
        for repeat in range(repeats):
            stride = 2 if stage and not repeat else 1
            branch = (
                *_build_normalised(width, kernel=1), *_build_normalised(width, stride=stride),
                _build_plain(4 * width, kernel=1), Normalise(),
            )  # fmt: skip
            stages += [Residual(blocks=branch), Activate()]
    return Design(name="resnet50", blocks=(*stem, *stages, GlobalPool()))


def _build_mobilenet() -> Design:
    blocks: list[AnyBlock] = [Rescale(), *_build_normalised(32, stride=2)]
    for width, stride in MOBILENET_STAGES:
        blocks += [Depthwise(stride=stride, bias=False), Normalise(), Activate(), *_build_normalised(width, kernel=1)]
    return Design(name="mobilenet", blocks=(*blocks, GlobalPool()))


def _build_plain(filters: int, kernel: int = 3, stride: int = 1) -> Conv:
    return Conv(filters=filters, kernel=kernel, stride=stride, activation="linear", bias=False)


def _build_normalised(filters: int, kernel: int = 3, stride: int = 1) -> tuple[AnyBlock, ...]:
    return (_build_plain(filters, kernel, stride), Normalise(), Activate())


STARTS: Mapping[str, Start] = {
    "article": Start(N_("The article's CNN"), _build_article),
    "compact": Start(N_("Small residual network"), _build_compact),
    "alexnet": Start("AlexNet (2012)", _build_alexnet, ALEXNET_SIZE, IMAGENET_CLASSES),
    "vgg16": Start("VGG-16 (2014)", _build_vgg, PUBLISHED_SIZE, IMAGENET_CLASSES),
    "resnet50": Start("ResNet-50 (2015)", _build_resnet, PUBLISHED_SIZE, IMAGENET_CLASSES),
    "mobilenet": Start("MobileNet (2017)", _build_mobilenet, PUBLISHED_SIZE, IMAGENET_CLASSES),
    "nothing": Start(N_("Nothing"), lambda: Design(name="my-network")),
}
