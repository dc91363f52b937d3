"""Features of the windows of wide drawings, and of what a classifier learns: `panorama.npz`.

`benchmarks/panorama_features.py` makes the file from the drawings and the pretrained network.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.parsing import retry_parsing

FILE = Path(__file__).with_suffix(".npz")
SIDE, FINEST = 96, 24  # pixels of a window, and between two windows
LEARNED = 60  # drawings a class
PANORAMAS = 4


@dataclass(frozen=True)
class PanoramaFeatures:
    """Coordinates `learned` (3, 60, d) of cats, dogs and empty places, and `windows` (pictures, windows, d).

    They are the features, brought to length one, along the d directions in which those of all differ most.
    """

    learned: npt.NDArray[np.float64]
    windows: npt.NDArray[np.float64]


@cache
@retry_parsing
def read_panorama_features() -> PanoramaFeatures:
    with np.load(FILE) as stored:
        return PanoramaFeatures(*(stored[name].astype(np.float64) for name in ("learned", "windows")))
