"""What a picture looks like in 64 bits, and as 48 x 48 grey pixels, so that copies of it can be found.

The bits are those of dHash (N. Krawetz, Kind of like that, 2013): each says whether a cell of 9 x 8 is lighter than
its left neighbour (`across`), or of 8 x 9 than the one above (`down`). They are taken of the whole picture and of 25
windows of it that leave out up to a twelfth of the width or height at one side or more, so that a crop of the picture
has nearly the bits of one of the windows. The bits of the mirrored picture tell mirrored copies.
"""

import numpy as np
import numpy.typing as npt
from PIL import Image

LOOK = 48  # pixels of a side
CELLS = 8
MOST_CROPPED = 1 / 12  # of the width or height, at each side

Bits = npt.NDArray[np.uint64]
Look = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]


def _list_windows() -> Floats:
    """Shares left out at the left, top, right and bottom: around, at one side, in a corner, at two opposite sides."""
    around = [(share, share, share, share) for share in (0.0, 0.015, 0.03, 0.045, 0.06, MOST_CROPPED)]
    some = []
    for share in (0.04, MOST_CROPPED):
        some += [(share, 0, 0, 0), (0, share, 0, 0), (0, 0, share, 0), (0, 0, 0, share)]
        some += [(share, share, 0, 0), (0, share, share, 0), (0, 0, share, share), (share, 0, 0, share)]
        some += [(share / 2, 0, share / 2, 0), (0, share / 2, 0, share / 2)]
    return np.array([*around, *some], dtype=np.float32)


def build_means(low: Floats, high: Floats, cells: int) -> Floats:
    """Matrices that take the means of `cells` equal parts of a line of LOOK pixels between two shares of its length.

    Args:
        low: (n,) where the parts begin, 0 to 1.
        high: (n,) where they end.
        cells: how many parts.

    Returns:
        (n, cells, LOOK); each row sums to 1.

    """
    edges = low[:, None] + (high - low)[:, None] * np.arange(cells + 1) / cells
    first, last = edges[:, :-1, None] * LOOK, edges[:, 1:, None] * LOOK
    places = np.arange(LOOK)
    shares = np.clip(np.minimum(last, places + 1) - np.maximum(first, places), 0, None)
    means: Floats = (shares / shares.sum(axis=2, keepdims=True)).astype(np.float32)
    return means


WINDOWS = _list_windows()
_LEFT, _TOP, _RIGHT, _BOTTOM = WINDOWS.T
_ROWS, _MORE_ROWS = build_means(_TOP, 1 - _BOTTOM, CELLS), build_means(_TOP, 1 - _BOTTOM, CELLS + 1)
_COLUMNS, _MORE_COLUMNS = build_means(_LEFT, 1 - _RIGHT, CELLS), build_means(_LEFT, 1 - _RIGHT, CELLS + 1)
# In this order the bits of one band of the search come from all over the picture, not from a plain part of it.
_ORDER = np.random.default_rng(0).permutation(CELLS * CELLS)


def compute_look(picture: Image.Image) -> Look:
    """The grey picture stretched to LOOK x LOOK pixels, each the mean of what it covers."""
    return np.asarray(picture.convert("L").resize((LOOK, LOOK), Image.Resampling.BOX))


def compute_bits(look: Look, windows: int = len(WINDOWS)) -> tuple[Bits, Bits]:
    """The bits `across` and `down` of the first so many windows; the first window is the whole picture."""
    grey = look.astype(np.float32)
    wide = _ROWS[:windows] @ grey @ _MORE_COLUMNS[:windows].transpose(0, 2, 1)
    high = _MORE_ROWS[:windows] @ grey @ _COLUMNS[:windows].transpose(0, 2, 1)
    return _pack(wide[:, :, 1:] > wide[:, :, :-1]), _pack(high[:, 1:] > high[:, :-1])


def _pack(lighter: npt.NDArray[np.bool_]) -> Bits:
    flat = lighter.reshape(len(lighter), CELLS * CELLS)[:, _ORDER]
    packed: Bits = np.ascontiguousarray(np.packbits(flat, axis=1)).view(np.uint64)[:, 0]
    return packed
