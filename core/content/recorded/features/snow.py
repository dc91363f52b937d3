"""Features of drawn cats and dogs with and without snow: `snow.npz`.

`benchmarks/snow_features.py` makes the file from the drawings and the pretrained network.
"""

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.parsing import retry_parsing

FILE = Path(__file__).with_suffix(".npz")
SIDE = 96  # pixels of a drawing
LEARNED = 60  # drawings a class to learn from; the others are to be asked about
ASKED = 40


@cache
@retry_parsing
def read_snow_features() -> npt.NDArray[np.float64]:
    """Coordinates (2, 100, 2, d): by class, number of the drawing, and without or with snow.

    They are the features, brought to length one, along the d directions in which those of all drawings differ most.
    """
    with np.load(FILE) as stored:
        coordinates: npt.NDArray[np.float64] = stored["coordinates"].astype(np.float64)
    return coordinates
