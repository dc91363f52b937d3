"""Designs of many kinds and sizes, drawn by a seed: what a model of costs is measured on, and what it is tested on."""

from dataclasses import dataclass
from random import Random

from core.networks.design.blocks import (
    Activate,
    AnyBlock,
    Conv,
    Depthwise,
    Design,
    Flat,
    FullyConnected,
    GlobalPool,
    Normalise,
    Pool,
    Rescale,
    Residual,
)


@dataclass(frozen=True)
class Sample:
    """A design with the pictures and the batch that it is measured with."""

    design: Design
    image_size: int
    batch_size: int


def draw_sample(seed: int) -> Sample:
    """A network as people build them: two to four stages, plain, residual or depthwise, each half the size."""
    random = Random(seed)
    size, batch = random.choice((32, 48, 64, 96, 128)), random.choice((8, 16, 32))
    width, kind = random.choice((8, 16, 24, 32, 48)), random.choice(("plain", "residual", "depthwise"))
    blocks: list[AnyBlock] = [Rescale(), Conv(filters=width, activation="linear", bias=False), Normalise(), Activate()]
    for stage in range(random.randint(2, 4)):
        for _repeat in range(random.randint(1, 2)):
            blocks += _draw_block(kind, width * 2**stage)
        blocks.append(Pool(how=random.choice(("max", "average"))))
    if random.random() < 0.5:
        blocks += [Flat(), FullyConnected(units=random.choice((64, 256, 1024)))]
    else:
        blocks.append(GlobalPool())
    return Sample(Design(name=f"sample-{seed}", blocks=tuple(blocks)), size, batch)


def _draw_block(kind: str, width: int) -> list[AnyBlock]:
    plain: list[AnyBlock] = [Conv(filters=width, activation="linear", bias=False), Normalise(), Activate()]
    if kind == "plain":
        return plain
    if kind == "residual":
        return [Residual(blocks=(*plain, *plain[:2])), Activate()]
    thin = Conv(filters=width, kernel=1, activation="linear", bias=False)
    return [Depthwise(bias=False), Normalise(), Activate(), thin, Normalise(), Activate()]
