"""What is measured of a picture while it is decoded: how bright, how varied, how sharp, and what it looks like.

Measured on grey pixels whose longer side has at most `SIDE` pixels, so that the figures of small and large pictures can
be compared.
"""

import hashlib

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.data.pixels.looks import LOOK, WINDOWS, compute_bits, compute_look

ENOUGH = 64  # for `decode_whole` and its like: at least three times as many pixels a side
SIDE = 256
TILES = 4  # a side: a photo may be blurred but for its subject, so the sharpest tile counts

FIGURES = np.dtype(
    [
        ("sha256", "V32"),  # of the file
        ("pixels", "<u8"),  # the same for files with the same pixels
        ("brightness", "<f4"),  # mean, 0 to 255
        ("contrast", "<f4"),  # standard deviation of the colour that varies most
        ("dark", "<f4"),  # level that 5 % of the pixels are below
        ("light", "<f4"),  # level that 5 % of the pixels are above
        ("sharpness", "<f4"),  # variance of the Laplacian in the sharpest tile
        ("crispness", "<f4"),  # its root over the standard deviation of all grey pixels
    ]
)
MEASURES = np.dtype(
    [
        *FIGURES.descr,
        ("across", "<u8", (len(WINDOWS),)),
        ("down", "<u8", (len(WINDOWS),)),
        ("mirrored", "<u8", (2,)),  # bits across and down of the mirrored picture
        ("look", "u1", (LOOK, LOOK)),
    ]
)
Figures = npt.NDArray[np.void]  # of the type FIGURES
Measured = npt.NDArray[np.void]  # of the type MEASURES


def measure(picture: Image.Image, sha256: str) -> Measured:
    """Measure a picture.

    Args:
        picture: upright, in RGB, possibly smaller than the file has it.
        sha256: of the file, in hexadecimal.

    Returns:
        an array of the type MEASURES and the shape (1,).

    """
    row = np.zeros(1, MEASURES)
    small = _shrink(picture)
    grey = np.asarray(small.convert("L"))
    row["sha256"] = np.frombuffer(bytes.fromhex(sha256), "V32")
    row["pixels"] = _digest(picture)
    row["brightness"], row["contrast"] = grey.mean(), _compute_contrast(small)
    row["dark"], row["light"] = _find_levels(grey)
    row["sharpness"] = _compute_sharpness(grey)
    row["crispness"] = np.sqrt(row["sharpness"]) / (grey.std() + 1)
    look = compute_look(small)
    row["across"][0], row["down"][0] = compute_bits(look)
    row["mirrored"][0] = np.concatenate(compute_bits(look[:, ::-1], windows=1))
    row["look"][0] = look
    return row


def _shrink(picture: Image.Image) -> Image.Image:
    scale = SIDE / max(picture.size)
    if scale >= 1:
        return picture
    width, height = (max(1, round(side * scale)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.BOX)


def _digest(picture: Image.Image) -> int:
    digest = hashlib.blake2b(picture.tobytes(), digest_size=8, salt=np.array(picture.size, "<u4").tobytes())
    return int.from_bytes(digest.digest(), "little")


def _compute_contrast(picture: Image.Image) -> float:
    """From the counts of the levels, which takes a tenth of the time that the pixels would take."""
    counts = np.array(picture.histogram(), dtype=np.float64).reshape(3, 256)
    shares, levels = counts / counts.sum(axis=1, keepdims=True), np.arange(256)
    means = shares @ levels
    return float(np.sqrt(np.maximum(shares @ levels**2 - means**2, 0)).max())


def _find_levels(grey: npt.NDArray[np.uint8]) -> tuple[int, int]:
    below = np.cumsum(np.bincount(grey.ravel(), minlength=256)) / grey.size
    return int(np.searchsorted(below, 0.05)), int(np.searchsorted(below, 0.95))


def _compute_sharpness(grey: npt.NDArray[np.uint8]) -> float:
    levels = grey.astype(np.float32)
    edges = 4 * levels[1:-1, 1:-1] - levels[:-2, 1:-1] - levels[2:, 1:-1] - levels[1:-1, :-2] - levels[1:-1, 2:]
    if not edges.size:
        return 0.0
    rows, columns = (_find_starts(length) for length in edges.shape)
    sums = np.add.reduceat(np.add.reduceat(np.stack([edges, edges**2]), rows, axis=1), columns, axis=2)
    counts = np.outer(np.diff(rows, append=edges.shape[0]), np.diff(columns, append=edges.shape[1]))
    means, squares = sums.astype(np.float64) / counts
    return float((squares - means**2).max())


def _find_starts(length: int) -> npt.NDArray[np.int64]:
    """Where at most `TILES` parts of nearly equal length begin, the longer ones first."""
    parts = min(TILES, length)
    return np.arange(parts) * (length // parts) + np.minimum(np.arange(parts), length % parts)
