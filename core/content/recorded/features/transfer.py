"""Features of the pictures from which the head of the screen “Transfer learning” learns: `transfer.npz`.

`benchmarks/transfer_features.py` makes the file from the pictures and the pretrained network; the digits themselves,
from scikit-learn, are in it too.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.parsing import retry_parsing

FILE = Path(__file__).with_suffix(".npz")
LEARNED = 10  # pictures a class
DIGITS = ("0", "1")  # two classes are enough for one logit


@dataclass(frozen=True)
class TransferFeatures:
    """The rows (2 x LEARNED, 1280) of drawings and of digits, class by class; and the digits (2, n, 8, 8), 0 to 255."""

    sketches: npt.NDArray[np.float64]
    digits: npt.NDArray[np.float64]
    pictures: npt.NDArray[np.uint8]


@cache
@retry_parsing
def read_transfer_features() -> TransferFeatures:
    with np.load(FILE) as stored:
        sketches, digits = (stored[name].astype(np.float64) for name in ("sketches", "digits"))
        return TransferFeatures(sketches, digits, stored["pictures"])
