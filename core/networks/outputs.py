"""What the last layer of a network gives."""

import numpy as np
import numpy.typing as npt


def expand_to_both_classes(outputs: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Probabilities (n, classes) also where a network gives one number a picture, that of the second of two classes."""
    return np.hstack([1 - outputs, outputs]) if outputs.shape[1] == 1 else outputs
