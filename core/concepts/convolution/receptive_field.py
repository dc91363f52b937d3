"""The receptive field: which cells of the input one value can see through a stack of windows.

levels = see_through(40, [Window(size=3), Window(size=3)], place=10)
levels[-1].size            # 5: two windows of 3 see 5 cells
levels[0].first, .last     # the first and last cell of the input that the value sees
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.concepts.convolution.sliding import Window, compute_padding, count_places


@dataclass(frozen=True)
class Level:
    """The cells of one level, along one direction: level 0 is the input, level n what window n returns.

    `length` is how many there are, `first` to `last` those that the watched value sees. `size` is how many cells of
    the input a value of this level sees, `jump` how many cells of the input lie between two neighbours of this level.
    """

    length: int
    first: int
    last: int
    size: int
    jump: int


def list_lengths(length: int, windows: Sequence[Window]) -> list[int]:
    """How many cells each level has, as long as there are any."""
    lengths = [length]
    for window in windows:
        if not (count := count_places(lengths[-1], window)):
            break
        lengths.append(count)
    return lengths


def see_through(length: int, windows: Sequence[Window], place: int) -> list[Level]:
    """The levels from the input up; `place` is the watched value of the last level that has any cell."""
    lengths = list_lengths(length, windows)
    used = windows[: len(lengths) - 1]
    seen = [(place, place)]
    for window, below in zip(reversed(used), reversed(lengths[:-1]), strict=True):
        seen.append(_step_down(seen[-1], window, below))
    sizes = measure(used)
    return [
        Level(count, first, last, size, jump)
        for count, (first, last), (size, jump) in zip(lengths, reversed(seen), sizes, strict=True)
    ]


def _step_down(seen: tuple[int, int], window: Window, length: int) -> tuple[int, int]:
    """From the cells of one level to those of the level below, without its padding."""
    before, _after = compute_padding(length, window)
    first = seen[0] * window.stride - before
    last = seen[1] * window.stride - before + window.span - 1
    return max(first, 0), min(last, length - 1)


def measure(windows: Sequence[Window]) -> list[tuple[int, int]]:
    """Size and jump of each level: a window adds its span less one, in the jumps of the level that it slides over."""
    size = jump = 1
    measured = [(size, jump)]
    for window in windows:
        size += (window.span - 1) * jump
        jump *= window.stride
        measured.append((size, jump))
    return measured
