"""Random designs that fit, for tests of every way that goes from a design to something else."""

from random import Random

from core.networks.augmentation import Augmentation
from core.networks.design.blocks import (
    Activate,
    Augment,
    BlockError,
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
    SqueezeExcite,
)
from core.networks.design.lowering import lower

FUNCTIONS = ("relu", "relu6", "silu", "gelu", "sigmoid")
INITIALIZERS = ("glorot_uniform", "he_normal", "he_uniform", "lecun_normal")


def draw_design(seed, *, size=32):
    """A design that fits pictures of that size: the first of a row of random ones."""
    random = Random(seed)
    while True:
        design = _draw(random)
        try:
            lower(design, size, 2)
        except BlockError:
            continue
        return design


def _draw(random):
    maps = [_draw_block(random, depth=0) for _ in range(random.randint(1, 8))]
    first = [Augment(recipe=Augmentation(flip=True))] if random.random() < 0.3 else []
    end = [random.choice((Flat(), GlobalPool(how="max"), GlobalPool()))]
    dense = [_draw_dense(random) for _ in range(random.randint(0, 2))]
    blocks = (*first, random.choice((Rescale(), Rescale(to="0..1"))), *maps, *end, *dense)
    return Design(name="drawn", initializer=random.choice(INITIALIZERS), blocks=blocks)


def _draw_block(random, depth):
    padding, kernel, stride = random.choice(("same", "valid")), random.choice((1, 2, 3, 5)), random.choice((1, 1, 2, 3))
    if depth < 2 and random.random() < 0.2:
        return Residual(blocks=[_draw_block(random, depth + 1) for _ in range(random.randint(1, 3))])
    return random.choice(
        (
            Conv(
                filters=random.choice((1, 4, 6, 9)), kernel=kernel, stride=stride, padding=padding,
                activation=random.choice(("linear", *FUNCTIONS)), bias=random.random() < 0.5,
            ),
            Depthwise(kernel=kernel, stride=stride, padding=padding, bias=random.random() < 0.5),
            Pool(how=random.choice(("max", "average")), size=kernel, stride=stride, padding=padding),
            Normalise(how=random.choice(("batch", "layer"))),
            Activate(function=random.choice(FUNCTIONS)),
            Drop(rate=0.3),
            SqueezeExcite(ratio=random.choice((1, 2, 4))),
        )
    )  # fmt: skip


def _draw_dense(random):
    return random.choice((FullyConnected(units=random.choice((3, 16))), Drop(rate=0.5), Normalise(), Activate()))
