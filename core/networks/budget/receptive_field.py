"""Which pixels a number of a layer can see: the window's side, how far it moves between neighbours, where it begins.

Araujo et al. 2019, "Computing Receptive Fields of Convolutional Neural Networks", Distill.
"""

from dataclasses import dataclass

from core.networks.layers import (
    AveragePooling2D,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Flatten,
    GlobalAveragePooling2D,
    GlobalMaxPooling2D,
    Layer,
    MaxPooling2D,
    PretrainedNetwork,
    Shape,
)

WHOLE = (Dense, Flatten, GlobalAveragePooling2D, GlobalMaxPooling2D, PretrainedNetwork)


@dataclass(frozen=True)
class ReceptiveField:
    """Along one side, in pixels of the input. The first place sees `start` to `start + size`, the next `step` further.

    `whole` says that every number sees the whole picture.
    """

    size: int = 1
    step: int = 1
    start: int = 0
    whole: bool = False

    def find_window(self, place: int, side: int) -> tuple[int, int]:
        """The pixels, first and behind the last, that the number at `place` sees of a picture of that side."""
        if self.whole:
            return 0, side
        first = self.start + place * self.step
        return max(0, first), min(side, first + self.size)


def follow(layer: Layer, fields: list[ReceptiveField], into: Shape, side: int) -> ReceptiveField:
    """The field behind a layer, from those of its inputs; a sum sees what any of its branches sees."""
    widest = _join(fields)
    if isinstance(layer, WHOLE) or widest.whole:
        return ReceptiveField(side, side, 0, whole=True)
    if not isinstance(layer, (Conv2D, DepthwiseConv2D, MaxPooling2D, AveragePooling2D)):
        return widest
    strides = layer.strides or layer.kernel
    before = _pad_before(into[0], layer.kernel, strides) if layer.padding == "same" else 0
    return ReceptiveField(
        size=widest.size + (layer.kernel - 1) * widest.step,
        step=widest.step * strides,
        start=widest.start - before * widest.step,
    )


def _pad_before(length: int, kernel: int, strides: int) -> int:
    """Zeros that TensorFlow's padding `same` puts before the first pixel."""
    places = -(-length // strides)
    return max(0, (places - 1) * strides + kernel - length) // 2


def _join(fields: list[ReceptiveField]) -> ReceptiveField:
    """The smallest field that covers all; a gate of squeeze and excite lets every number hear of the whole picture."""
    if any(one.whole for one in fields):
        return next(one for one in fields if one.whole)
    start = min(one.start for one in fields)
    end = max(one.start + one.size for one in fields)
    return ReceptiveField(end - start, fields[0].step, start)
