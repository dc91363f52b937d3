"""What is measured of a picture is what its definition says."""

import numpy as np
import pytest
from PIL import Image

from core.data.pixels.measures import TILES, measure


@pytest.mark.parametrize("size", [(96, 96), (171, 101), (9, 8), (40, 8)])
def test_the_sharpness_is_the_variance_of_the_laplacian_in_the_sharpest_tile(size):
    grey = np.random.default_rng(0).integers(0, 256, size).astype(np.uint8)
    row = measure(Image.fromarray(grey).convert("RGB"), "00" * 32)
    levels = grey.astype(np.float64)
    edges = 4 * levels[1:-1, 1:-1] - levels[:-2, 1:-1] - levels[2:, 1:-1] - levels[1:-1, :-2] - levels[1:-1, 2:]
    rows = np.array_split(edges, TILES, axis=0)
    expected = max(tile.var() for row in rows for tile in np.array_split(row, TILES, axis=1) if tile.size)
    assert row["sharpness"][0] == pytest.approx(expected, rel=1e-5)
