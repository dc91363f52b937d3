"""In which order the examples of an epoch come: a shuffle that two languages draw alike.

    order = shuffle(200, seed=0, epoch=3)    # a permutation of 0 to 199

The generator is Mulberry32 (Tommy Ettinger, 2017): 32 bits of state and whole numbers alone, so that JavaScript draws
the same numbers to the last bit. The shuffle is that of Fisher and Yates (Durstenfeld, 1964).
"""

from collections.abc import Iterator

MASK = 0xFFFFFFFF
EPOCH_STRIDE = 0x9E3779B9
"""What sets the seeds of two epochs apart: 2^32 divided by the golden ratio."""


def shuffle(n: int, *, seed: int, epoch: int) -> list[int]:
    order = list(range(n))
    draws = mulberry32(seed + EPOCH_STRIDE * (epoch + 1))
    for last in range(n - 1, 0, -1):
        place = int(next(draws) * (last + 1))
        order[last], order[place] = order[place], order[last]
    return order


def mulberry32(seed: int) -> Iterator[float]:
    """Numbers from 0 to 1 (exclusive), 32 bits each."""
    state = seed & MASK
    while True:
        state = (state + 0x6D2B79F5) & MASK
        mixed = ((state ^ (state >> 15)) * (state | 1)) & MASK
        mixed ^= (mixed + (((mixed ^ (mixed >> 7)) * (mixed | 61)) & MASK)) & MASK
        yield (mixed ^ (mixed >> 14)) / 4294967296.0
