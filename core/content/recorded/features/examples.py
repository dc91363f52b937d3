"""What the pretrained network says of the pictures that are always at hand: `examples.npz`.

`benchmarks/example_names.py` makes the file.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.parsing import retry_parsing

FILE = Path(__file__).with_suffix(".npz")


@dataclass(frozen=True)
class ExampleNames:
    """The names of the pictures, and the logarithms (pictures, 1000) of the probabilities of ImageNet's classes."""

    pictures: tuple[str, ...]
    logits: npt.NDArray[np.float64]


@cache
@retry_parsing
def read_example_names() -> ExampleNames:
    with np.load(FILE) as stored:
        return ExampleNames(tuple(stored["pictures"].tolist()), stored["logits"].astype(np.float64))
