"""Affine transforms of pictures in NumPy, for a preview without Keras."""

import numpy as np
import numpy.typing as npt

Pictures = npt.NDArray[np.float32]


def resample(pictures: Pictures, transforms: npt.NDArray[np.float32]) -> Pictures:
    """Read pictures (n, height, width, 3) at the places that `transforms` (n, 8) name, mirrored beyond the edges.

    Bilinear, as `keras.ops.image.affine_transform` is.
    """
    return np.stack([_resample(picture, row) for picture, row in zip(pictures, transforms, strict=True)])


def _resample(picture: Pictures, row: npt.NDArray[np.float32]) -> Pictures:
    height, width = picture.shape[:2]
    x = np.arange(width, dtype=np.float32)[None, :]
    y = np.arange(height, dtype=np.float32)[:, None]
    left, right, share_x = _find_neighbours(row[0] * x + row[1] * y + row[2], width)
    above, below, share_y = _find_neighbours(row[3] * x + row[4] * y + row[5], height)
    upper = _interpolate(picture[above, left], picture[above, right], share_x)
    lower = _interpolate(picture[below, left], picture[below, right], share_x)
    return _interpolate(upper, lower, share_y)


def _interpolate(one: Pictures, other: Pictures, share: Pictures) -> Pictures:
    mixed: Pictures = one + (other - one) * share
    return mixed


def _find_neighbours(
    places: npt.NDArray[np.float32], length: int
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.float32]]:
    """The two pixels on either side of each place, and the share of the second one."""
    before = np.floor(places)
    share = (places - before)[..., None]
    return _mirror(before, length), _mirror(before + 1, length), share


def _mirror(places: npt.NDArray[np.float32], length: int) -> npt.NDArray[np.intp]:
    """Whole places folded into 0 .. length - 1: ... 1 0 | 0 1 2 ... 2 1 | ..."""
    around = places.astype(np.intp) % (2 * length)
    folded: npt.NDArray[np.intp] = np.minimum(around, 2 * length - 1 - around)
    return folded
