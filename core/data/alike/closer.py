"""The closer comparison of two pictures with nearly the same bits, so that look-alikes are not taken for copies.

What is compared is the detail of the pictures (the grey pixels less their surroundings), as a correlation from -1 to 1.
The window in which one may be cropped is fitted first. Measured on 4,000 photos of cats and dogs, 972 of clothes and
600 sketches: copies at quality 50, of half the size, mirrored, or cropped by up to a twelfth at each side correlate at
0.93 or more; the nearest two different pictures at 0.907 (white shirts), of photos of animals at 0.59.
"""

import numpy as np
import numpy.typing as npt

from core.data.pixels.looks import Floats, Look, build_means

SIDE = 24  # pixels that are compared
SAME = 0.92  # correlation from which two pictures are copies
SURE = 0.96  # correlation at which the window need not be fitted
HOPELESS = 0.35  # correlation under which fitting the window has never helped
STEPS = (0.02, 0.01, 0.005)  # by which an edge of the window is moved
MOST = 0.12  # of the width or height that a window leaves out at a side
AT_ONCE = 2048  # pairs

Windows = Floats  # (n, 4): shares left out at the left, top, right and bottom
Correlations = npt.NDArray[np.float32]


def _build_surroundings() -> Floats:
    """The matrix that smooths a line of SIDE pixels four times by a quarter, a half and a quarter."""
    once = np.zeros((SIDE, SIDE), np.float32)
    for place in range(SIDE):
        for neighbour, share in ((place - 1, 0.25), (place, 0.5), (place + 1, 0.25)):
            once[place, min(max(neighbour, 0), SIDE - 1)] += share
    return np.asarray(np.linalg.matrix_power(once, 4), np.float32)


_SURROUNDINGS = _build_surroundings()
_WHOLE = np.zeros((1, 4), np.float32)
_MOVES = np.concatenate([np.eye(4, dtype=np.float32), -np.eye(4, dtype=np.float32)])


def correlate(looks: npt.NDArray[np.uint8], windows: Windows, others: npt.NDArray[np.uint8]) -> Correlations:
    """How well windows of pictures agree with whole other pictures.

    Args:
        looks: (n, LOOK, LOOK).
        windows: (n, 4).
        others: (n, LOOK, LOOK).

    Returns:
        (n,), -1 to 1.

    """
    parts = [slice(start, start + AT_ONCE) for start in range(0, len(looks), AT_ONCE)]
    found = [
        (_take_detail(looks[part], windows[part]) * _take_detail(others[part], _WHOLE)).sum(axis=(1, 2))
        for part in parts
    ]
    return np.concatenate([np.zeros(0, np.float32), *found])


def fit(look: Look, window: Floats, other: Look) -> float:
    """The correlation after the window has been moved to where it is highest; stops where it is `SURE`."""
    target = _take_detail(other[None], _WHOLE)
    best = float((_take_detail(look[None], window[None]) * target).sum())
    for step in STEPS:
        while best < SURE:
            moved = np.clip(window + np.float32(step) * _MOVES, 0, MOST).astype(np.float32)
            found = (_take_detail(look[None], moved) * target).sum(axis=(1, 2))
            if found.max() <= best + 1e-4:
                break
            best, window = float(found.max()), moved[found.argmax()]
    return best


def _take_detail(looks: npt.NDArray[np.uint8], windows: Windows) -> Floats:
    """(n, SIDE, SIDE): the windows less their surroundings, each with the mean 0 and the length 1."""
    left, top, right, bottom = windows.T
    rows, columns = build_means(top, 1 - bottom, SIDE), build_means(left, 1 - right, SIDE)
    seen = rows @ looks.astype(np.float32) @ columns.transpose(0, 2, 1)
    detail = seen - _SURROUNDINGS @ seen @ _SURROUNDINGS.T
    detail -= detail.mean(axis=(1, 2), keepdims=True)
    return np.asarray(detail / (np.sqrt((detail**2).sum(axis=(1, 2), keepdims=True)) + 1e-6), np.float32)
