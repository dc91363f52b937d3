"""Ask a model about many pictures, a few at a time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from core.networks.outputs import expand_to_both_classes

BATCH = 8  # pictures; the activations of 64 at 512 px would take gigabytes


def write_answers(ask: Callable[[Any], Any], pixels_path: Path, answers_path: Path) -> None:
    """Write the probabilities (n, classes) that `ask` gives for float32 pictures, from one .npy to the other."""
    pixels = np.load(pixels_path)
    starts = range(0, len(pixels), BATCH)
    said = np.concatenate([np.asarray(ask(pixels[start : start + BATCH].astype(np.float32))) for start in starts])
    np.save(answers_path, expand_to_both_classes(said))
