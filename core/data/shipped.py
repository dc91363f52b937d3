"""Files that come with scikit-learn, found without importing it, which takes a second and 70 MB."""

import gzip
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

SIDE = 8  # pixels of a digit
DARKEST = 16  # in the file


def find(name: str) -> Path:
    """Where a file of `sklearn.datasets` lies; it is not there if scikit-learn is not installed."""
    spec = find_spec("sklearn")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    return folder / "datasets" / name


def read_digits() -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """1,797 handwritten digits from UCI's optical recognition set: what each is (n,), and grey pictures (n, 8, 8)."""
    table = np.loadtxt(BytesIO(gzip.decompress(find("data/digits.csv.gz").read_bytes())), delimiter=",")
    grey = np.round(table[:, :-1].reshape(-1, SIDE, SIDE) * (255 / DARKEST))
    return table[:, -1].astype(np.int64), grey.astype(np.uint8)
